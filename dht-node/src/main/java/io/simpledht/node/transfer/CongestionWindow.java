package io.simpledht.node.transfer;

/**
 * How many exchanges may be open at once: additive increase, multiplicative decrease (Chiu and
 * Jain, 1989; RFC 5681), with two changes for links that lose packets at random. A loss while round
 * trips are short says nothing about congestion, so it shrinks the window by a thirty-second only,
 * and the window never falls below a floor that keeps a lossy link busy. At most one decrease
 * counts per round trip.
 */
public final class CongestionWindow {

  private static final double QUEUEING_FACTOR = 2.0;

  private final int min;
  private final int max;
  private double size;
  private long shortestRoundTrip = Long.MAX_VALUE;
  private long lastRoundTrip;
  private long lastDecrease;
  private boolean decreased;

  /** A window that begins at {@code initial} and stays within {@code min} and {@code max}. */
  public CongestionWindow(int min, int initial, int max) {
    if (min < 1 || initial < min || max < initial) {
      throw new IllegalArgumentException("need 1 <= min <= initial <= max");
    }
    this.min = min;
    this.max = max;
    this.size = initial;
  }

  /** Exchanges that may be open now. */
  public int size() {
    return (int) size;
  }

  /**
   * An exchange was answered.
   *
   * @param roundTripNanos the present round-trip time, waiting for lost datagrams not included
   */
  public void onAnswered(long roundTripNanos) {
    lastRoundTrip = roundTripNanos;
    shortestRoundTrip = Math.min(shortestRoundTrip, Math.max(1, roundTripNanos));
    size = Math.min(max, size + 1 / size);
  }

  /** An exchange had to be repeated or was given up. */
  public void onLoss(long nowNanos) {
    if (decreased && nowNanos - lastDecrease < lastRoundTrip) {
      return;
    }
    decreased = true;
    lastDecrease = nowNanos;
    boolean queueing =
        shortestRoundTrip != Long.MAX_VALUE && lastRoundTrip > shortestRoundTrip * QUEUEING_FACTOR;
    size = Math.max(min, queueing ? size / 2 : size * 31 / 32);
  }
}
