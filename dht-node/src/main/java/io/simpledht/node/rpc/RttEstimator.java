package io.simpledht.node.rpc;

/**
 * Smoothed round-trip time and its variation for one peer, and the retransmission timeout that
 * follows (Jacobson and Karels, "Congestion Avoidance and Control", 1988; RFC 6298). Replies carry
 * the number of the transmission they answer, so samples are never ambiguous.
 *
 * <p>An estimate is a number, so that hundreds of them fit an array: the smoothed time in its upper
 * and the variation in its lower half, both in units of 64 ns.
 */
final class RttEstimator {

  /** The estimate before the first sample. */
  static final long UNKNOWN = 0;

  /**
   * Before the first sample: above nearly every round trip on the internet, below human patience.
   */
  static final long INITIAL_TIMEOUT_NANOS = 400_000_000L;

  /** Collector pauses and scheduling make shorter silences meaningless. */
  static final long MIN_TIMEOUT_NANOS = 50_000_000L;

  /** Longer silence is loss, whatever the samples say. */
  static final long MAX_TIMEOUT_NANOS = 2_000_000_000L;

  private static final int UNIT_BITS = 6;

  /** Longer round trips count as this; about 69 s, so that sums fit an int. */
  private static final long MAX_UNITS = 1L << 30;

  private RttEstimator() {}

  /** The estimate after one more round trip. */
  static long sample(long estimate, long roundTripNanos) {
    long measured = Math.min(MAX_UNITS, Math.max(1, roundTripNanos >> UNIT_BITS));
    if (estimate == UNKNOWN) {
      return pack(measured, measured / 2);
    }
    long smoothed = smoothed(estimate);
    long variation = variation(estimate);
    long error = Math.abs(smoothed - measured);
    variation += (error - variation) / 4;
    return pack(Math.max(1, smoothed + (measured - smoothed) / 8), variation);
  }

  /** Nanoseconds, 0 before the first sample. */
  static long smoothedNanos(long estimate) {
    return smoothed(estimate) << UNIT_BITS;
  }

  /** How long to wait for an answer before asking again. */
  static long timeoutNanos(long estimate) {
    if (estimate == UNKNOWN) {
      return INITIAL_TIMEOUT_NANOS;
    }
    long timeout = smoothed(estimate) + 4 * variation(estimate) << UNIT_BITS;
    return Math.min(MAX_TIMEOUT_NANOS, Math.max(MIN_TIMEOUT_NANOS, timeout));
  }

  private static long pack(long smoothed, long variation) {
    return smoothed << 32 | variation;
  }

  private static long smoothed(long estimate) {
    return estimate >>> 32;
  }

  private static long variation(long estimate) {
    return estimate & 0xFFFF_FFFFL;
  }
}
