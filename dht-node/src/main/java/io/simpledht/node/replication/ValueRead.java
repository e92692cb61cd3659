package io.simpledht.node.replication;

import io.simpledht.node.routing.LookupRunner;
import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RarePath;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.transfer.ValueTransfer;
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

  private final RpcEndpoint rpc;
  private final Replica replica;
  private final ValueTransfer transfer;
  private final int factor;
  private final Key key;
  private final ReadConcern concern;
  private final Consumer<Placement.ReadOutcome> whenKnown;
  private final List<Answer> answers = new ArrayList<>();
  private Optional<Entry> newest;
  private int holders;
  private int pulling;
  private boolean lookupDone;
  private boolean over;

  ValueRead(
      RpcEndpoint rpc,
      Replica replica,
      ValueTransfer transfer,
      int factor,
      Key key,
      ReadConcern concern,
      Consumer<Placement.ReadOutcome> whenKnown) {
    this.rpc = rpc;
    this.replica = replica;
    this.transfer = transfer;
    this.factor = factor;
    this.key = key;
    this.concern = concern;
    this.whenKnown = whenKnown;
  }

  /**
   * @param held this node's own copy, if it is to hold one
   */
  void start(Optional<Entry> held, LookupRunner lookups) {
    newest = held;
    holders = newest.isPresent() ? 1 : 0;
    if (isEnough()) {
      finish();
      return;
    }
    lookups.findValue(key, this::onValue, () -> over, this::onLookupDone);
  }

  private boolean isEnough() {
    return newest.isPresent() && holders >= concern.replies();
  }

  /** One node answered what it holds; a large value still has to be pulled. */
  private void onValue(Contact from, ValueFound reply) {
    if (reply.found().isEmpty()) {
      answers.add(new Answer(from, Optional.empty()));
      return;
    }
    pulling++;
    transfer.resolve(
        from.address(),
        reply.found().get(),
        entry ->
            onEntry(from, entry.filter(held -> held.key().equals(key)), isHolder(from, reply)));
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
    return closer < factor;
  }

  private void onEntry(Contact from, Optional<Entry> entry, boolean isHolder) {
    pulling--;
    answers.add(new Answer(from, entry));
    if (entry.isPresent()) {
      holders += isHolder ? 1 : 0;
      if (newest.isEmpty() || entry.get().supersedes(newest.get())) {
        newest = entry;
      }
    }
    finishIfKnown();
  }

  private void onLookupDone() {
    lookupDone = true;
    finishIfKnown();
  }

  private void finishIfKnown() {
    if (isEnough() || lookupDone && pulling == 0) {
      finish();
    }
  }

  private void finish() {
    if (over) {
      return;
    }
    over = true;
    whenKnown.accept(
        new Placement.ReadOutcome(newest.filter(replica::isLive), Math.max(1, answers.size())));
    newest.ifPresent(this::repair);
  }

  /** Brings the newest entry to the closest of those that answered without it. */
  private void repair(Entry entry) {
    answers.sort((left, right) -> key.id().compareDistance(left.from().id(), right.from().id()));
    answers.stream()
        .limit(factor)
        .filter(answer -> answer.held().map(entry::supersedes).orElse(true))
        .forEach(answer -> store(answer.from(), entry));
  }

  private void store(Contact replicaNode, Entry entry) {
    Store request =
        new Store(Store.RECEIVER_ONLY, REPAIR_BUDGET_MILLIS, List.of(transfer.offer(entry)));
    transfer.lend(entry); // we need not be one of its holders
    rpc.counters().took(RarePath.READ_REPAIR);
    rpc.call(
        replicaNode,
        request,
        CallPolicy.NORMAL,
        new CallListener<Stored>() {
          @Override
          public void onReply(Contact from, Stored stored) {
            transfer.takeBack(entry);
          }

          @Override
          public void onFailed(CallFailure failure) {
            transfer.takeBack(entry);
          }
        });
  }
}
