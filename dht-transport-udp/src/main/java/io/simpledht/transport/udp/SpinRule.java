package io.simpledht.transport.udp;

/**
 * Whether the loop looks around for a moment before it goes to sleep. Falling asleep and being
 * woken costs more than most requests do, so between the question and the answer of a busy exchange
 * it pays to stay awake; at any other time it only burns a processor. So this is decided by what
 * happened lately: after a run of sleeps that ended almost at once the loop stays awake, and the
 * first time nothing comes it must see such a run again. Knows no clock of its own.
 */
final class SpinRule {

  /** How long the loop stays awake: a round trip on one machine or within one rack. */
  static final long MAX_NANOS = 50_000;

  /** A sleep this short might have been spared; being woken takes a good part of it. */
  static final long SHORT_SLEEP_NANOS = 200_000;

  /**
   * Short sleeps in a row before the loop stays awake. Work that comes regularly but too late to be
   * met awake costs one wait in this many.
   */
  static final int SHORT_SLEEPS = 20;

  private int inARow;

  /** Whether to stay awake now. */
  boolean isWorthwhile() {
    return inARow >= SHORT_SLEEPS;
  }

  /** The loop stayed awake that long: in vain, or its processor was given to others meanwhile. */
  void onStayedAwake(long nanos) {
    if (nanos >= MAX_NANOS) {
      inARow = 0;
    }
  }

  /** The loop was asleep. */
  void onSlept(long nanos) {
    inARow = nanos < SHORT_SLEEP_NANOS ? Math.min(inARow + 1, SHORT_SLEEPS) : 0;
  }
}
