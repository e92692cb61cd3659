package io.simpledht.node.legacy;

/** So many at once, then one in this time; kept as the time when it will be full again. */
final class TokenBucket {

  private final long nanosPerToken;
  private final long burstNanos;
  private long fullAtNanos;

  TokenBucket(long nanosPerToken, int burst, long nowNanos) {
    this.nanosPerToken = nanosPerToken;
    this.burstNanos = burst * nanosPerToken;
    this.fullAtNanos = nowNanos;
  }

  /** How long these must wait for their tokens; 0 if they are there. */
  long waitNanos(int tokens, long nowNanos) {
    return Math.max(0, emptiness(nowNanos) + tokens * nanosPerToken - burstNanos);
  }

  /** Takes tokens, of the future if there are none. */
  void take(int tokens, long nowNanos) {
    fullAtNanos = nowNanos + emptiness(nowNanos) + tokens * nanosPerToken;
  }

  /** Takes one if it is there. */
  boolean tryTake(long nowNanos) {
    boolean there = waitNanos(1, nowNanos) == 0;
    if (there) {
      take(1, nowNanos);
    }
    return there;
  }

  boolean isFull(long nowNanos) {
    return emptiness(nowNanos) == 0;
  }

  private long emptiness(long nowNanos) {
    return Math.max(0, fullAtNanos - nowNanos);
  }
}
