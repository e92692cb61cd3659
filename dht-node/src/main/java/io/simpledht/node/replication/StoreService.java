package io.simpledht.node.replication;

import io.simpledht.node.transfer.ValueTransfer;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Payload;
import io.simpledht.protocol.message.StoreStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes a batch of offers into the replica, pulling large values first, and reports each one's
 * fate.
 */
public final class StoreService {

  private final Replica replica;
  private final ValueTransfer transfer;

  /** A service that merges into {@code replica}. */
  public StoreService(Replica replica, ValueTransfer transfer) {
    this.replica = replica;
    this.transfer = transfer;
  }

  /**
   * Merges all offers. Calls back once with a status for each, in order, when what they confirm
   * survives a crash; at once unless a value has to be pulled or the store takes its time.
   */
  public void take(Address offeredBy, List<Offer> offers, Consumer<List<StoreStatus>> whenTaken) {
    Batch batch = new Batch(offers.size(), whenTaken);
    for (int i = 0; i < offers.size(); i++) {
      Optional<Entry> whole = offers.get(i).entry();
      if (whole.isPresent()) {
        batch.set(i, replica.merge(whole.get()));
      } else {
        pull(offeredBy, offers.get(i), batch, i);
      }
    }
  }

  private void pull(Address offeredBy, Offer offer, Batch batch, int index) {
    Optional<StoreStatus> known = verdictWithoutValue(offeredBy, offer);
    if (known.isPresent()) {
      batch.set(index, known.get());
      return;
    }
    transfer.resolve(
        offeredBy,
        offer,
        entry -> batch.set(index, entry.map(replica::merge).orElseGet(() -> missed(offer))));
  }

  /** Chunks of large values asked for and not answered yet. */
  public int openChunks() {
    return transfer.openChunks();
  }

  /** Why a value did not come: it is no use any more, or nobody gave it. */
  private StoreStatus missed(Offer offer) {
    boolean outdated =
        replica
            .find(offer.key())
            .filter(held -> !offer.version().newerThan(held.version()))
            .isPresent();
    return outdated ? StoreStatus.STALE : replica.refused(offer.key(), StoreStatus.TRANSFER_FAILED);
  }

  /** Spares pulling a value whose fate is clear from its announcement. */
  private Optional<StoreStatus> verdictWithoutValue(Address offeredBy, Offer offer) {
    Payload.Announced announced = offer.announced().orElseThrow();
    if (announced.length() > replica.maxValueBytes()) {
      return Optional.of(replica.refused(offer.key(), StoreStatus.TOO_LARGE));
    }
    Optional<Entry> held = replica.find(offer.key());
    if (held.isPresent() && !offer.version().newerThan(held.get().version())) {
      replica.vouch(offer.key());
      boolean same = held.get().version().equals(offer.version());
      return Optional.of(same ? StoreStatus.DUPLICATE : StoreStatus.STALE);
    }
    return transfer.admits(offeredBy, offer, announced)
        ? Optional.empty()
        : Optional.of(replica.refused(offer.key(), StoreStatus.OVERLOADED));
  }

  /** Collects the statuses of one batch, which may come in any order. */
  private final class Batch {
    private final StoreStatus[] statuses;
    private final Consumer<List<StoreStatus>> whenTaken;
    private int open;

    Batch(int size, Consumer<List<StoreStatus>> whenTaken) {
      this.statuses = new StoreStatus[size];
      this.open = size;
      this.whenTaken = whenTaken;
    }

    void set(int index, StoreStatus status) {
      statuses[index] = status;
      open--;
      if (open == 0) {
        answer(Arrays.asList(statuses));
      }
    }

    private void answer(List<StoreStatus> all) {
      for (StoreStatus status : statuses) {
        if (status.confirms()) {
          replica.sync(durable -> whenTaken.accept(durable ? all : unconfirmed(all)));
          return;
        }
      }
      whenTaken.accept(all);
    }

    private static List<StoreStatus> unconfirmed(List<StoreStatus> all) {
      return all.stream()
          .map(status -> status.confirms() ? StoreStatus.STORAGE_ERROR : status)
          .toList();
    }
  }
}
