package io.simpledht.node.replication;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.message.Missed;
import io.simpledht.protocol.message.Store;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.protocol.message.Stored;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Stores one entry on the closest nodes: on as many as there should be copies, and where one of
 * them fails on the next closest instead. This node need not be one of them, and lends them the
 * value meanwhile.
 */
final class ReplicaWrite {

  private final FactorReplication placement;
  private final Entry entry;
  private final List<Contact> candidates;
  private final int wanted;
  private final CallPolicy policy;
  private final int budgetMillis;
  private final WriteTracker tracker;
  private final List<Missed> missed = new ArrayList<>(0);
  private final Set<Id> unheard = new LinkedHashSet<>();
  private int next;
  private int confirmed;

  ReplicaWrite(
      FactorReplication placement,
      Entry entry,
      List<Contact> candidates,
      int factor,
      long budgetNanos,
      WriteTracker tracker) {
    this.placement = placement;
    this.entry = entry;
    this.candidates = candidates;
    this.wanted = Math.min(factor, candidates.size());
    // Half of the time for one that does not answer, half for the one that takes its place.
    this.policy = CallPolicy.NORMAL.within(budgetNanos / 2);
    this.budgetMillis =
        (int) Math.max(1, Math.min(Store.MAX_BUDGET_MILLIS, budgetNanos / 1_000_000));
    this.tracker = tracker;
  }

  void start() {
    tracker.unheard(() -> List.copyOf(unheard));
    candidates.subList(0, wanted).forEach(replica -> unheard.add(replica.id()));
    placement.transfer().lend(entry);
    // Our own store may refuse at once, and the next closest has then been asked in our place.
    for (int i = 0; i < wanted && next < candidates.size(); i++) {
      storeOnNext();
    }
    if (wanted == 0) {
      update(); // nobody is there to hold it
    }
  }

  private void storeOnNext() {
    Contact replica = candidates.get(next++);
    unheard.add(replica.id());
    if (placement.isSelf(replica)) {
      placement.storeHere(entry, status -> onStatus(replica, status));
      return;
    }
    placement
        .rpc()
        .call(
            replica,
            new Store(
                Store.RECEIVER_ONLY, budgetMillis, List.of(placement.transfer().offer(entry))),
            policy,
            new CallListener<Stored>() {
              @Override
              public void onReply(Contact from, Stored reply) {
                onStatus(replica, reply.outcomes().get(0).status());
              }

              @Override
              public void onFailed(CallFailure failure) {
                onStatus(replica, StoreStatus.UNREACHABLE);
              }
            });
  }

  private void onStatus(Contact replica, StoreStatus status) {
    unheard.remove(replica.id());
    if (status == StoreStatus.STALE) {
      missed.add(new Missed(replica.id(), 0, status)); // it keeps a newer one, as others will
    } else if (status.confirms()) {
      confirmed++;
    } else {
      missed.add(new Missed(replica.id(), 0, status));
      if (next < candidates.size()) {
        storeOnNext();
        return;
      }
    }
    update();
  }

  private void update() {
    boolean over = unheard.isEmpty();
    if (over) {
      placement.transfer().takeBack(entry);
    }
    tracker.update(confirmed, wanted, missed, over);
  }
}
