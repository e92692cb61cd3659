package io.simpledht.node.replication;

import io.simpledht.node.rpc.Gauges;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.message.PutOutcome;
import io.simpledht.protocol.message.Store;
import io.simpledht.protocol.message.Stored;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which nodes keep a copy, and how writes and reads reach them. The store, versions and
 * reconciliation are the same for all placements.
 */
public interface Placement {

  /**
   * Stores this node's own write where it belongs. Calls back once, on the loop, at the latest
   * after {@code timeoutNanos}.
   *
   * @throws io.simpledht.store.StoreException if this node's own store, being responsible, refuses;
   *     nothing was stored anywhere then
   */
  void write(Entry entry, WriteConcern concern, long timeoutNanos, Consumer<PutOutcome> whenKnown);

  /**
   * Finds the newest live entry of a key, or why that cannot be told. Calls back once, on the loop.
   */
  void read(Key key, ReadConcern concern, Consumer<ReadOutcome> whenKnown);

  /** Takes entries another node hands over, and passes them on as asked. */
  void store(Contact from, Store request, Consumer<Stored> whenDone);

  /**
   * Whether a node that asks what is held here may take a miss for an answer. Where it may not, it
   * is better refused.
   */
  boolean answersMisses();

  /** A peer was not known until now, or lost and found again. */
  void onPeerFound(Contact peer);

  /** How full the queues of writes are. */
  default void read(Gauges gauges) {}

  /** Answers every write that still waits with what is known, as the node is about to end. */
  void close();

  /**
   * What a read found.
   *
   * @param found the newest live entry, if any
   * @param replies nodes whose answer counted, this one included if it holds copies
   * @param failure why it is not known whether there is an entry; nothing is found then
   */
  record ReadOutcome(Optional<Entry> found, int replies, Optional<ReadFailure> failure) {

    static ReadOutcome known(Optional<Entry> found, int replies) {
      return new ReadOutcome(found, replies, Optional.empty());
    }

    static ReadOutcome failed(ReadFailure why, int replies) {
      return new ReadOutcome(Optional.empty(), replies, Optional.of(why));
    }
  }
}
