package io.simpledht.node.rpc;

/**
 * Smoothed round-trip time and its variation for one peer, and the retransmission timeout that
 * follows (Jacobson and Karels, "Congestion Avoidance and Control", 1988; RFC 6298). Replies carry
 * the number of the transmission they answer, so samples are never ambiguous.
 */
final class RttEstimator {

  /**
   * Before the first sample: above nearly every round trip on the internet, below human patience.
   */
  static final long INITIAL_TIMEOUT_NANOS = 400_000_000L;

  /** Collector pauses and scheduling make shorter silences meaningless. */
  static final long MIN_TIMEOUT_NANOS = 50_000_000L;

  /** Longer silence is loss, whatever the samples say. */
  static final long MAX_TIMEOUT_NANOS = 2_000_000_000L;

  private long smoothedNanos;
  private long variationNanos;

  void sample(long roundTripNanos) {
    if (smoothedNanos == 0) {
      smoothedNanos = Math.max(1, roundTripNanos);
      variationNanos = roundTripNanos / 2;
      return;
    }
    long error = Math.abs(smoothedNanos - roundTripNanos);
    variationNanos += (error - variationNanos) / 4;
    smoothedNanos = Math.max(1, smoothedNanos + (roundTripNanos - smoothedNanos) / 8);
  }

  /** Nanoseconds, 0 before the first sample. */
  long smoothedNanos() {
    return smoothedNanos;
  }

  /** How long to wait for an answer before asking again. */
  long timeoutNanos() {
    if (smoothedNanos == 0) {
      return INITIAL_TIMEOUT_NANOS;
    }
    long timeout = smoothedNanos + 4 * variationNanos;
    return Math.min(MAX_TIMEOUT_NANOS, Math.max(MIN_TIMEOUT_NANOS, timeout));
  }
}
