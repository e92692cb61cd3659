package io.simpledht.node.rpc;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.message.Part;
import io.simpledht.protocol.message.Request;
import io.simpledht.protocol.message.Response;
import io.simpledht.protocol.transport.Cancellable;

/** A request waiting for its answer. Owned by {@link PendingCalls}; package-private on purpose. */
final class Call<R extends Response> {

  /** Pauses grow by half each time the peer stays silent: quick at first, polite in the end. */
  private static final double BACKOFF = 1.5;

  /**
   * Pauses grow to this many retransmission timeouts, which is as far as they come within the six
   * transmissions of an ordinary call. One that goes on for longer, because nobody else can be
   * asked, must not take seconds on a short way to notice that an answer was lost.
   */
  private static final double MAX_STRETCH = 8;

  /** Pauses while the peer is at work grow to this many retransmission timeouts. */
  private static final int MAX_LEISURE = 4;

  final long requestId;
  final Address to;
  final Id expected; // null when the caller knows only the address
  final Request<R> request;
  final CallPolicy policy;
  final CallListener<? super R> listener;
  final long startedNanos;

  /** Neighbours in the order of a {@link CallTable}. */
  Call<?> older;

  Call<?> newer;

  /** When each transmission left, for round-trip samples; the last slot is reused. */
  private final long[] sentNanos = new long[4];

  private int transmissions;
  private int unanswered; // since the peer last said that it is working
  private int silent; // since the peer was last heard, through this call or another one
  private int answered; // transmissions up to the latest that was answered
  private int signsOfWork;
  private boolean stalled;
  private int parts; // of the answer that have come, a bit for each
  private int partsInAll = Part.MAX_PARTS; // as far as is known
  private long partNanos; // when the last one came
  private Cancellable timer = Cancellable.NONE;

  Call(
      long requestId,
      Address to,
      Id expected,
      Request<R> request,
      CallPolicy policy,
      CallListener<? super R> listener,
      long nowNanos) {
    this.requestId = requestId;
    this.to = to;
    this.expected = expected;
    this.request = request;
    this.policy = policy;
    this.listener = listener;
    this.startedNanos = nowNanos;
  }

  long deadlineNanos() {
    return startedNanos + policy.deadlineNanos();
  }

  int transmissions() {
    return transmissions;
  }

  void transmitted(long nowNanos) {
    sentNanos[Math.min(transmissions, sentNanos.length - 1)] = nowNanos;
    transmissions++;
    unanswered++;
    silent++;
  }

  /** The peer has the request and needs time: its silence so far means nothing. */
  void working() {
    unanswered = 0;
    silent = 0;
    signsOfWork++;
  }

  /** Transmissions to which no answer came before the answered one; each counts once. */
  int unansweredBefore(int answeredAttempt) {
    int attempt = Math.min(answeredAttempt, transmissions - 1);
    int before = Math.max(0, attempt - answered);
    answered = Math.max(answered, attempt + 1);
    return before;
  }

  /** Transmissions since the peer last said that it is working, or since the call began. */
  int unanswered() {
    return unanswered;
  }

  /**
   * Retransmission timeouts that the next pause takes. A peer at work need not be asked often; but
   * if it falls silent then its answer was lost, in all likelihood, and pauses do not grow.
   */
  double stretch() {
    if (signsOfWork > 0) {
      return Math.min(1 + signsOfWork, MAX_LEISURE);
    }
    double stretch = 1;
    for (int i = 1; i < silent && stretch < MAX_STRETCH; i++) {
      stretch *= BACKOFF;
    }
    return Math.min(stretch, MAX_STRETCH);
  }

  /** Whether as many transmissions as the policy allows went without a sign of life. */
  boolean isExhausted() {
    // Long work is asked for often, and each time could be the one where chance loses them all.
    int twice = signsOfWork > 0 ? 2 : 1;
    return unanswered / twice >= policy.transmissions();
  }

  /**
   * Notes a part of the answer.
   *
   * @return whether it is new
   */
  boolean takes(Part part, long nowNanos) {
    int bit = 1 << part.part();
    if ((parts & bit) != 0) {
      return false;
    }
    parts |= bit;
    partNanos = nowNanos;
    if (!part.more()) {
      partsInAll = Math.min(partsInAll, part.part() + 1);
    }
    return true;
  }

  /** Whether the answer has come in part. */
  boolean hasParts() {
    return parts != 0;
  }

  boolean hasAllParts() {
    int all = (1 << partsInAll) - 1;
    return (parts & all) == all;
  }

  /** When the latest part of the answer came. */
  long partNanos() {
    return partNanos;
  }

  /**
   * Whether the answer tells the round-trip time: only that to a plain question does. Work takes as
   * long as it takes.
   */
  boolean measures() {
    return policy.patience() == 1 && signsOfWork == 0 && !hasParts();
  }

  /** The round trip of the answered transmission, or -1 where its departure is no longer known. */
  long roundTripNanos(int answeredAttempt, long nowNanos) {
    boolean known = answeredAttempt < Math.min(transmissions, sentNanos.length - 1);
    return known ? nowNanos - sentNanos[answeredAttempt] : -1;
  }

  /** Takes note of what the caller knows of the peer from other calls. */
  void noteOtherCalls() {
    if (listener.heardSince(sentNanos[Math.min(transmissions, sentNanos.length) - 1])) {
      silent = 0;
    }
  }

  /** True once, when the call has just become stalled. */
  boolean becomesStalled() {
    if (stalled || unanswered <= CallPolicy.STALLED_AFTER) {
      return false;
    }
    stalled = true;
    return true;
  }

  void timer(Cancellable next) {
    timer = next;
  }

  void stopTimer() {
    timer.cancel();
    timer = Cancellable.NONE;
  }
}
