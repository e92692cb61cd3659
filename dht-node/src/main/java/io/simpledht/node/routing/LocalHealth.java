package io.simpledht.node.routing;

/**
 * Whether silence may be our own fault, after Lifeguard (Dadgar, Phillips, Currey, "Lifeguard:
 * Local Health Awareness for More Accurate Failure Detection", 2018): a node that was paused, or
 * has heard from nobody at all, must not conclude that everybody else is dead.
 */
final class LocalHealth {

  private static final long SECOND = 1_000_000_000L;

  /** A timer this late means that the whole process stood still. */
  static final long PAUSE_NANOS = 2 * SECOND;

  /** After a pause answers may still lie unread; silence counts again after this long. */
  static final long GRACE_NANOS = 5 * SECOND;

  /** Without a word from anyone for this long the fault is likelier ours than everyone's. */
  static final long DEAF_NANOS = 5 * SECOND;

  private long lastHeardNanos;
  private long graceUntilNanos;
  private int unanswered;

  LocalHealth(long nowNanos) {
    lastHeardNanos = nowNanos;
    graceUntilNanos = nowNanos;
  }

  void heard(long nowNanos) {
    lastHeardNanos = nowNanos;
    unanswered = 0;
  }

  /** So many transmissions to known peers were not answered. */
  void unanswered(int transmissions) {
    unanswered = Math.min(LossMeter.MAX_TRANSMISSIONS, unanswered + transmissions);
  }

  /** Transmissions to known peers that nobody answered since anybody was heard. */
  int unanswered() {
    return unanswered;
  }

  /** A timer meant for {@code dueNanos} fired now. */
  void timerFired(long dueNanos, long nowNanos) {
    if (nowNanos - dueNanos > PAUSE_NANOS) {
      graceUntilNanos = nowNanos + GRACE_NANOS;
    }
  }

  /** Nanoseconds since anybody was heard, the time since a pause at most. */
  long silenceNanos(long nowNanos) {
    return Math.min(nowNanos - lastHeardNanos, Math.max(0, nowNanos - graceUntilNanos));
  }

  /** Whether one peer's silence tells something about that peer. */
  boolean trusts(long nowNanos) {
    boolean inGrace = nowNanos - graceUntilNanos < 0;
    return !inGrace && nowNanos - lastHeardNanos < DEAF_NANOS;
  }
}
