package io.simpledht.node.bootstrap;

import java.util.random.RandomGenerator;

/**
 * Pauses between tries: exponential with full jitter (Brooker, "Exponential Backoff And Jitter",
 * 2015), so that a thousand nodes which lost the same seed do not come back in step.
 */
final class Backoff {

  private final long baseNanos;
  private final long maxNanos;
  private int tries;

  Backoff(long baseNanos, long maxNanos) {
    this.baseNanos = baseNanos;
    this.maxNanos = maxNanos;
  }

  /** The next pause: up to twice as long as the last could be, never above the maximum. */
  long nextNanos(RandomGenerator random) {
    int doublings = Math.min(tries++, 30);
    long ceiling = Math.min(maxNanos, baseNanos << doublings);
    if (ceiling <= 0) {
      ceiling = maxNanos; // the shift overflowed
    }
    return ceiling / 4 + (long) (ceiling * 0.75 * random.nextDouble());
  }

  void reset() {
    tries = 0;
  }
}
