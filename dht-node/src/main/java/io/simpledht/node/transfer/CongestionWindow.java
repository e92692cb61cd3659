package io.simpledht.node.transfer;

/**
 * How many exchanges may be open at once: additive increase, multiplicative decrease (Chiu and
 * Jain, 1989; RFC 5681), with two changes for links that lose packets at random. A loss while round
 * trips are short says nothing about congestion: it shrinks the window by a thirty-second only, and
 * as long as no queue builds up each answer widens it by an eighth, so that a lossy link stays
 * busy. The window never falls below a floor. At most one decrease counts per round trip.
 *
 * <p>The ceiling is what a receiver's socket buffer holds, because on a short path all of it may
 * arrive at once. A long path holds datagrams itself; there the ceiling grows with the round trip,
 * which amounts to a limit of the rate.
 */
public final class CongestionWindow {

  private static final double QUEUEING_FACTOR = 2.0;

  /** Below this factor over the shortest round trip no queue is building up. */
  private static final double IDLE_FACTOR = 1.25;

  /** How much one answer widens the window while there is no queue. */
  private static final double IDLE_GROWTH = 1.0 / 8;

  /** A path this long may hold the plain ceiling's worth of datagrams; a longer one more. */
  private static final double LONG_PATH_NANOS = 10_000_000;

  /** The ceiling grows this many times at most. */
  private static final double MAX_STRETCH = 4;

  private final int min;
  private final int max;
  private double size;
  private long shortestRoundTrip = Long.MAX_VALUE;
  private long lastRoundTrip;
  private long lastDecrease;
  private boolean decreased;

  /**
   * A window that begins at {@code initial}.
   *
   * @param min never less
   * @param max the ceiling on short paths
   */
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
    boolean idle = lastRoundTrip < shortestRoundTrip * IDLE_FACTOR;
    size = Math.min(ceiling(), size + (idle ? IDLE_GROWTH : 1 / size));
  }

  private double ceiling() {
    double stretch = shortestRoundTrip / LONG_PATH_NANOS;
    return max * Math.max(1, Math.min(MAX_STRETCH, stretch));
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
