package io.simpledht.node.replication;

import io.simpledht.node.routing.Lookup;
import io.simpledht.node.routing.LookupRunner;
import io.simpledht.node.routing.RoutingTable;
import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RarePath;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.message.Store;
import io.simpledht.protocol.message.Stored;
import io.simpledht.protocol.message.ValueFound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a key by iterative lookup: asks ever closer nodes what they hold, ends with enough answers
 * of nodes that are to hold the key and do, or when the closest nodes have all answered, returns
 * the newest, and gives it to those of the responsible nodes that answered without it (read
 * repair).
 */
final class ValueRead {

  private static final int REPAIR_BUDGET_MILLIS = 5_000;

  private record Answer(Contact from, Optional<Entry> held) {}

  private final FactorReplication placement;
  private final ReadTally tally;
  private final Key key;
  private final ReadConcern concern;
  private final boolean ours;
  private final Consumer<Placement.ReadOutcome> whenKnown;
  private final List<Answer> answers = new ArrayList<>();
  private boolean held;
  private int holders;
  private int pulling;
  private Optional<Lookup.Result> lookup = Optional.empty();
  private boolean over;

  /**
   * @param tally knows this node's own copy, if it is to hold one
   * @param ours whether this node is to hold the key
   */
  ValueRead(
      FactorReplication placement,
      ReadTally tally,
      Key key,
      ReadConcern concern,
      boolean ours,
      Consumer<Placement.ReadOutcome> whenKnown) {
    this.placement = placement;
    this.tally = tally;
    this.key = key;
    this.concern = concern;
    this.ours = ours;
    this.whenKnown = whenKnown;
  }

  void start(LookupRunner lookups) {
    held = tally.newest().isPresent();
    holders = held ? 1 : 0;
    if (isEnough()) {
      finish(tally.found(holders));
      return;
    }
    lookups.findValue(key, this::onValue, () -> over, this::suffices, this::onLookupDone);
  }

  /**
   * Whether those that stall need not be waited for: they may hold what the others do not. They
   * have been given time, are likely to be dead or not the only ones, and the others know.
   */
  private boolean suffices(Lookup.Result soFar, boolean waited) {
    boolean dispensable = placement.areStallsTelling() || soFar.closest().size() == RoutingTable.K;
    return waited && dispensable && (pulling > 0 || outcome(soFar).failure().isEmpty());
  }

  private boolean isEnough() {
    return tally.newest().isPresent() && holders >= concern.replies();
  }

  /** One node answered what it holds; a large value still has to be pulled. */
  private void onValue(Contact from, ValueFound reply) {
    if (reply.found().isEmpty()) {
      answers.add(new Answer(from, Optional.empty()));
      return;
    }
    pulling++;
    boolean isHolder = isHolder(from, reply);
    tally.fetch(from, reply.found().get(), entry -> onEntry(from, entry, isHolder));
  }

  /**
   * Whether a node that answered is to hold the key, by what it tells of the others: it may have a
   * copy that has become another's to keep, and then nobody brings it newer ones.
   */
  private boolean isHolder(Contact from, ValueFound reply) {
    long closer =
        reply.closer().stream()
            .filter(other -> key.id().compareDistance(other.id(), from.id()) < 0)
            .count();
    return closer < placement.factor();
  }

  private void onEntry(Contact from, Optional<Entry> entry, boolean isHolder) {
    pulling--;
    if (entry.isPresent()) {
      answers.add(new Answer(from, entry));
      holders += isHolder ? 1 : 0;
      tally.add(entry.get());
    }
    finishIfKnown();
  }

  private void onLookupDone(Lookup.Result result) {
    lookup = Optional.of(result);
    finishIfKnown();
  }

  private void finishIfKnown() {
    if (isEnough()) {
      finish(tally.found(answered()));
    } else if (lookup.isPresent() && pulling == 0) {
      finish(outcome(lookup.get()));
    }
  }

  private Placement.ReadOutcome outcome(Lookup.Result result) {
    return tally.close(answered(), isAgreed(result));
  }

  private int answered() {
    return answers.size() + (ownCounts() ? 1 : 0);
  }

  private boolean ownCounts() {
    Standing standing = placement.standing();
    return held || standing.isAlone() || ours && standing.isComplete(key);
  }

  /**
   * Whether nothing found means that there is nothing: a node that is to hold the key has answered.
   * Of this one that is only believed if it hears others, which may have been told of a write.
   */
  private boolean isAgreed(Lookup.Result result) {
    if (placement.standing().isAlone()) {
      return true;
    }
    int otherHolders = placement.factor() - (ours ? 1 : 0);
    return !answers.isEmpty() && (ownCounts() || result.unheard() < otherHolders);
  }

  private void finish(Placement.ReadOutcome outcome) {
    if (!over) {
      over = true;
      whenKnown.accept(outcome);
      tally.newest().ifPresent(this::repair);
    }
  }

  /** Brings the newest entry to the closest of those that answered without it. */
  private void repair(Entry entry) {
    answers.sort((left, right) -> key.id().compareDistance(left.from().id(), right.from().id()));
    answers.stream()
        .limit(placement.factor())
        .filter(answer -> answer.held().map(entry::supersedes).orElse(true))
        .forEach(answer -> store(answer.from(), entry));
  }

  private void store(Contact replicaNode, Entry entry) {
    Store request =
        new Store(
            Store.RECEIVER_ONLY, REPAIR_BUDGET_MILLIS, List.of(placement.transfer().offer(entry)));
    placement.transfer().lend(entry); // we need not be one of its holders
    placement.rpc().counters().took(RarePath.READ_REPAIR);
    placement
        .rpc()
        .call(
            replicaNode,
            request,
            CallPolicy.NORMAL,
            new CallListener<Stored>() {
              @Override
              public void onReply(Contact from, Stored stored) {
                placement.transfer().takeBack(entry);
              }

              @Override
              public void onFailed(CallFailure failure) {
                placement.transfer().takeBack(entry);
              }
            });
  }
}
