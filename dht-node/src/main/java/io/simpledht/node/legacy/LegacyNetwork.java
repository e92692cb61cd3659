package io.simpledht.node.legacy;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The node as the ancestor's nodes see it through the {@link LegacyGateway}. Loop only. */
public interface LegacyNetwork {

  /**
   * Writes a value with a fresh version. Calls back once: with true when a node that is to hold it,
   * this one if it is among them, has it so that it survives a crash; with false if it was refused,
   * or is not known to be safe in time.
   */
  void put(Key key, Bytes value, Consumer<Boolean> whenSafe);

  /**
   * Calls back with true when all that is held here by now survives a crash, false if it may not.
   */
  void whenSafe(Consumer<Boolean> whenSafe);

  /** Reads a key. */
  void get(Key key, Consumer<Optional<Bytes>> whenKnown);

  /** The live entry held here, if any. */
  Optional<Entry> held(Key key);

  /** What was written last under a key as far as is known here, a remembered delete included. */
  Optional<Entry> latest(Key key);

  /**
   * Shows a piece of the live entries held here, in the order of their places from {@code from} on:
   * until the visitor returns false for one, or enough were looked at for one go.
   *
   * @return where the next piece begins; nothing if there is none
   */
  Optional<Id> scan(Id from, Predicate<Entry> visitor);

  /** Our own kind of peers. */
  List<Contact> peers();

  /** Live entries held here. */
  long entries();

  /** A stock node answered our join. */
  void onLegacyPeer(Address peer);

  /** A stock node we joined has sent its data, or never will. */
  void onLegacySynced();

  /** A line for the operator. */
  void onNotice(String line);
}
