package io.simpledht.node.replication;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.transfer.ValueTransfer;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.message.FindValue;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.protocol.message.ValueFound;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a key from given peers: the newest of the answers wins, and is kept here if there is room
 * (read repair). A peer that does not hold everything itself refuses to tell that it lacks a key.
 */
public final class PeerReads {

  /** Peers asked for a miss, so that one dead peer does not decide; each further reply asks one. */
  static final int MAX_PEERS = 3;

  /** Peers asked in the place of those that do not answer, while too few have. */
  static final int MAX_INSTEAD = 8;

  private final RpcEndpoint rpc;
  private final ValueTransfer transfer;
  private final Replica replica;

  /** Reads with {@code rpc}, merging what it finds into {@code replica}. */
  public PeerReads(RpcEndpoint rpc, ValueTransfer transfer, Replica replica) {
    this.rpc = rpc;
    this.transfer = transfer;
    this.replica = replica;
  }

  /** How many peers a read may come to ask. */
  static int candidates(ReadConcern concern) {
    return concern.replies() - 1 + MAX_PEERS + MAX_INSTEAD;
  }

  /**
   * Asks as many of {@code peers} as the concern needs.
   *
   * @param held this node's own copy
   * @param own 1 if this node's own word counts, else 0
   */
  void ask(
      Key key,
      List<Contact> peers,
      Optional<Entry> held,
      int own,
      ReadConcern concern,
      Consumer<Placement.ReadOutcome> whenKnown) {
    ReadTally tally = new ReadTally(replica, transfer, key, concern, held);
    new Read(key, peers, tally, own, concern, whenKnown).start();
  }

  private final class Read implements CallListener<ValueFound> {
    private final Key key;
    private final Iterator<Contact> peers;
    private final ReadTally tally;
    private final ReadConcern concern;
    private final Consumer<Placement.ReadOutcome> whenKnown;
    private int open;
    private int replies;
    private boolean over;

    Read(
        Key key,
        List<Contact> peers,
        ReadTally tally,
        int own,
        ReadConcern concern,
        Consumer<Placement.ReadOutcome> whenKnown) {
      this.key = key;
      this.peers = peers.iterator();
      this.tally = tally;
      this.replies = own;
      this.concern = concern;
      this.whenKnown = whenKnown;
    }

    void start() {
      for (int i = concern.replies() - 1 + MAX_PEERS; i > 0; i--) {
        askNext();
      }
      answerIfKnown();
    }

    private void askNext() {
      if (peers.hasNext()) {
        open++;
        rpc.call(peers.next(), new FindValue(key), CallPolicy.NORMAL, this);
      }
    }

    @Override
    public void onReply(Contact from, ValueFound reply) {
      if (over) {
        return;
      }
      if (reply.found().isEmpty()) {
        replies++;
        onAnswered();
        return;
      }
      tally.fetch(
          from,
          reply.found().get(),
          entry -> {
            entry.filter(this::isBelievable).ifPresentOrElse(this::heard, this::heardNothing);
            onAnswered();
          });
    }

    /** Whether there is room for it here makes it no less true. */
    private boolean isBelievable(Entry entry) {
      return replica.merge(entry) != StoreStatus.FUTURE_VERSION;
    }

    private void heard(Entry entry) {
      replies++;
      tally.add(entry);
    }

    private void heardNothing() {
      if (replies < concern.replies()) {
        askNext();
      }
    }

    private void onAnswered() {
      open--;
      answerIfKnown();
    }

    @Override
    public void onFailed(CallFailure failure) {
      if (!over) {
        heardNothing();
        onAnswered();
      }
    }

    private void answerIfKnown() {
      boolean enough = tally.newest().isPresent() && replies >= concern.replies();
      if (!over && (enough || open == 0)) {
        over = true;
        whenKnown.accept(enough ? tally.found(replies) : tally.close(replies, replies > 0));
      }
    }
  }
}
