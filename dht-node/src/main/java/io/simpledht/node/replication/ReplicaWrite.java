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
 * Stores one entry on the closest nodes: on as many as there should be copies, and for each that
 * fails or stalls on the next closest as well. One that stalls is still waited for, but no longer
 * than until as many others have confirmed. This node need not be one of them, and lends them the
 * value meanwhile.
 */
final class ReplicaWrite {

  /**
   * Who is to hold an entry.
   *
   * @param candidates closest first
   * @param doubted those of them that are likely to be dead: others are asked with them
   * @param copies there are to be; more than there are candidates if others cannot be reached
   * @param outOfReach those of these who are known by name
   */
  record Holders(
      List<Contact> candidates, List<Contact> doubted, int copies, List<Contact> outOfReach) {}

  private final FactorReplication placement;
  private final Entry entry;
  private final List<Contact> candidates;
  private final Set<Contact> doubted;
  private final int asked;
  private final int wanted;
  private final CallPolicy policy;
  private final int budgetMillis;
  private final WriteTracker tracker;
  private final List<Missed> missed;
  private final Set<Id> unheard = new LinkedHashSet<>();
  private final Set<Id> replaced = new LinkedHashSet<>(0);
  private int next;
  private int confirmed;
  private int newer;

  ReplicaWrite(
      FactorReplication placement,
      Entry entry,
      Holders holders,
      long budgetNanos,
      WriteTracker tracker) {
    this.placement = placement;
    this.entry = entry;
    this.candidates = holders.candidates();
    this.doubted = new LinkedHashSet<>(holders.doubted());
    this.asked = holders.copies();
    this.wanted = Math.min(asked, candidates.size());
    List<Contact> outOfReach = holders.outOfReach();
    outOfReach = outOfReach.subList(0, Math.min(outOfReach.size(), asked - wanted));
    this.missed = new ArrayList<>(WriteTracker.missed(outOfReach, StoreStatus.UNREACHABLE));
    // Half of the time for one that is at work and does not end, half for the one in its place.
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
    for (int i = 0; i < wanted; i++) {
      storeOnNext();
    }
    if (wanted == 0) {
      update(); // nobody is there to hold it
    }
  }

  private void storeOnNext() {
    if (next == candidates.size()) {
      return;
    }
    Contact replica = candidates.get(next++);
    unheard.add(replica.id());
    if (placement.isSelf(replica)) {
      placement.storeHere(entry, status -> onStatus(replica, status));
      return;
    }
    ask(replica);
    if (doubted.contains(replica)) {
      replace(replica);
    }
  }

  private void ask(Contact replica) {
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
              public void onStalled() {
                replace(replica);
              }

              @Override
              public void onFailed(CallFailure failure) {
                onStatus(replica, StoreStatus.UNREACHABLE);
              }
            });
  }

  /** Somebody else is to hold what this one may never confirm. */
  private void replace(Contact replica) {
    if (replaced.add(replica.id())) {
      storeOnNext();
    }
  }

  private void onStatus(Contact replica, StoreStatus status) {
    if (status == StoreStatus.STALE) {
      newer++; // others will have it as well
      missed.add(new Missed(replica.id(), 0, status));
    } else if (status.confirms()) {
      confirmed++;
    } else {
      missed.add(new Missed(replica.id(), 0, status));
      replace(replica);
    }
    unheard.remove(replica.id());
    update();
  }

  private void update() {
    if (unheard.isEmpty()) {
      placement.transfer().takeBack(entry);
    }
    boolean over = unheard.isEmpty() || confirmed + newer >= wanted;
    tracker.update(confirmed, asked, over ? withSilent() : missed, over);
  }

  /** Who missed it, those included whose place others have taken before they answered. */
  private List<Missed> withSilent() {
    List<Missed> all = new ArrayList<>(missed);
    for (Id node : replaced) {
      if (unheard.contains(node)) {
        all.add(new Missed(node, 0, StoreStatus.UNREACHABLE));
      }
    }
    return all;
  }
}
