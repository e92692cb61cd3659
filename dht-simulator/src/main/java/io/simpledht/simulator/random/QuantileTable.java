package io.simpledht.simulator.random;

/**
 * Draws from a law at a fraction of its price, for what is drawn with every datagram. The quantile
 * function is kept at {@value #POINTS} points and taken as straight between them; the tails, where
 * it is steep, are computed.
 */
public final class QuantileTable {

  private static final int POINTS = 1_024;

  /** The part of all draws that lies in each tail. */
  private static final double TAIL = 1.0 / 32;

  private final Law law;
  private final double[] quantiles = new double[POINTS + 1];

  /** Tabulates a law. */
  public QuantileTable(Law law) {
    this.law = law;
    for (int i = 0; i <= POINTS; i++) {
      double u = (double) i / POINTS;
      boolean used = u >= TAIL && u <= 1 - TAIL;
      quantiles[i] = used ? law.quantile(u) : Double.NaN;
    }
  }

  /** The value not exceeded with probability {@code u} in [0, 1). */
  public double quantile(double u) {
    if (u < TAIL || u >= 1 - TAIL) {
      return law.quantile(u);
    }
    double place = u * POINTS;
    int below = (int) place;
    double from = quantiles[below];
    return from + (place - below) * (quantiles[below + 1] - from);
  }
}
