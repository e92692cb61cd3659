package io.simpledht.node.replication;

import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.message.Missed;
import io.simpledht.protocol.message.PutOutcome;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.protocol.message.Stored;
import io.simpledht.protocol.transport.Cancellable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Counts the confirmations of one write and answers once, when its concern is met or all is known.
 */
final class WriteTracker {

  private final Version version;
  private final WriteConcern concern;
  private final Consumer<PutOutcome> whenKnown;
  private List<Missed> missed = List.of();
  private Supplier<List<Id>> unheard = List::of;
  private int others;
  private int asked;
  private boolean complete;
  private Id own;
  private List<Missed> ownMissed = List.of();
  private boolean ownAwaited;
  private boolean ownConfirmed;
  private boolean answered;
  private Cancellable deadline = Cancellable.NONE;

  WriteTracker(Version version, WriteConcern concern, Consumer<PutOutcome> whenKnown) {
    this.version = version;
    this.concern = concern;
    this.whenKnown = whenKnown;
  }

  /** Nodes that did not confirm a write, as many as a result names. */
  static List<Missed> missed(List<Contact> nodes, StoreStatus reason) {
    return nodes.stream()
        .limit(Stored.MAX_MISSED)
        .map(node -> new Missed(node.id(), 0, reason))
        .toList();
  }

  void deadline(Cancellable timer) {
    deadline = timer;
  }

  /** Who has not reported yet, to be named if time is up before they do. */
  void unheard(Supplier<List<Id>> nodes) {
    unheard = nodes;
  }

  boolean isAnswered() {
    return answered;
  }

  /** This node's own copy is on its way to the disk: no answer before that has ended. */
  void awaitOwn(Id node) {
    own = node;
    ownAwaited = true;
  }

  /** The wait that {@link #awaitOwn} began is over: our copy survives a crash, or may not. */
  void onOwn(boolean durable) {
    ownAwaited = false;
    ownConfirmed = durable;
    ownMissed = durable ? List.of() : List.of(new Missed(own, 0, StoreStatus.STORAGE_ERROR));
    answerIfKnown();
  }

  /**
   * The latest counts of confirmations, that of {@link #onOwn} not included.
   *
   * @param nowAsked replicas responsible, as far as known, this node included
   * @param nothingMore whether no other replica will report any more
   */
  void update(int nowConfirmed, int nowAsked, List<Missed> nowMissed, boolean nothingMore) {
    if (answered) {
      return;
    }
    others = nowConfirmed;
    asked = nowAsked;
    missed = nowMissed;
    complete = nothingMore;
    answerIfKnown();
  }

  private void answerIfKnown() {
    boolean earlyEnough = concern.level() != WriteConcern.Level.ALL && isSatisfied();
    if (!answered && !ownAwaited && (complete || earlyEnough)) {
      answer();
    }
  }

  private int confirmed() {
    return others + (ownConfirmed ? 1 : 0);
  }

  private int asked() {
    return Math.max(asked, confirmed());
  }

  /** Time is up: answers with what is known. */
  void expire() {
    if (!answered) {
      missed = new ArrayList<>(missed);
      for (Id node : unheard.get()) {
        missed.add(new Missed(node, 0, StoreStatus.UNREACHABLE));
      }
      answer();
    }
  }

  private boolean isSatisfied() {
    return confirmed() >= concern.required(Math.max(1, asked()));
  }

  private void answer() {
    answered = true;
    deadline.cancel();
    int replicas = Math.min(Math.max(1, asked()), 65_535);
    whenKnown.accept(
        new PutOutcome(version, Math.min(confirmed(), replicas), replicas, isSatisfied(), named()));
  }

  private List<Missed> named() {
    List<Missed> all = new ArrayList<>(ownMissed);
    all.addAll(missed);
    int count = Math.min(all.size(), Stored.MAX_MISSED);
    return new ArrayList<>(all.subList(0, count));
  }
}
