package io.simpledht.node.replication;

import io.simpledht.node.transfer.ValueTransfer;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Payload;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the answers to one read add up to: the newest entry, and what was announced and did not
 * come. Whoever announces a value holds one, so a read that could not fetch it has not found that
 * there is none.
 */
final class ReadTally {

  private final Replica replica;
  private final ValueTransfer transfer;
  private final Key key;
  private final ReadConcern concern;
  private Optional<Entry> newest;
  private Version missed = Version.NONE;
  private Optional<ReadFailure> whyMissed = Optional.empty();

  /**
   * @param held this node's own copy, if it counts
   */
  ReadTally(
      Replica replica, ValueTransfer transfer, Key key, ReadConcern concern, Optional<Entry> held) {
    this.replica = replica;
    this.transfer = transfer;
    this.key = key;
    this.concern = concern;
    this.newest = held;
  }

  Optional<Entry> newest() {
    return newest;
  }

  /**
   * Takes what a node holds, fetching a large value. Calls back once, with nothing if it did not
   * come or is of another key: then that node has not answered.
   */
  void fetch(Contact from, Offer offer, Consumer<Optional<Entry>> whenFetched) {
    if (!offer.key().equals(key)) {
      whenFetched.accept(Optional.empty());
      return;
    }
    Optional<ReadFailure> hindrance = hindrance(from, offer);
    if (hindrance.isPresent()) {
      whenFetched.accept(orHeld(Optional.empty(), offer, hindrance.get()));
    } else {
      transfer.resolve(
          from.address(),
          offer,
          entry -> whenFetched.accept(orHeld(entry, offer, ReadFailure.NOT_FETCHED)));
    }
  }

  private Optional<ReadFailure> hindrance(Contact from, Offer offer) {
    if (!(offer.payload() instanceof Payload.Announced announced)) {
      return Optional.empty();
    }
    if (announced.length() > replica.maxValueBytes()) {
      return Optional.of(ReadFailure.TOO_LARGE);
    }
    boolean admitted = transfer.admits(from.address(), offer, announced);
    return admitted ? Optional.empty() : Optional.of(ReadFailure.NO_ROOM);
  }

  /** What did not come is no loss if something as new has been written here meanwhile. */
  private Optional<Entry> orHeld(Optional<Entry> came, Offer offer, ReadFailure otherwise) {
    Optional<Entry> entry =
        came.or(() -> replica.find(key).filter(held -> !offer.version().newerThan(held.version())));
    if (entry.isEmpty() && offer.version().newerThan(missed)) {
      missed = offer.version();
      whyMissed = Optional.of(otherwise);
    }
    return entry;
  }

  /** A node holds this. */
  void add(Entry entry) {
    if (newest.isEmpty() || entry.supersedes(newest.get())) {
      newest = Optional.of(entry);
    }
  }

  /** The newest of the answers is the answer. */
  Placement.ReadOutcome found(int answered) {
    return Placement.ReadOutcome.known(newest.filter(replica::isLive), answered);
  }

  /**
   * Nobody is left to be asked.
   *
   * @param answered nodes that answered, this one included if its word counts
   * @param agreed whether that nothing was found means that nothing is there
   */
  Placement.ReadOutcome close(int answered, boolean agreed) {
    boolean outdated = newest.map(entry -> missed.newerThan(entry.version())).orElse(true);
    if (whyMissed.isPresent() && outdated) {
      return Placement.ReadOutcome.failed(whyMissed.get(), answered);
    }
    if (answered == 0 || newest.isEmpty() && !agreed) {
      return Placement.ReadOutcome.failed(ReadFailure.NOBODY_ANSWERED, answered);
    }
    if (answered < concern.replies()) {
      return Placement.ReadOutcome.failed(ReadFailure.TOO_FEW_ANSWERS, answered);
    }
    return found(answered);
  }
}
