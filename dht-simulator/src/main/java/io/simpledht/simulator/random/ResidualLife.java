package io.simpledht.simulator.random;

import java.util.random.RandomGenerator;

/**
 * How much longer something lasts that follows a law and is met at a random moment: the equilibrium
 * distribution of renewal theory (Cox, 1962), {@code F(x) = E[min(X, x)] / E[X]}. Long lives are
 * met more often than short ones, so with a heavy tail the residual is far longer than a life.
 *
 * <p>{@code E[min(X, x)]} is the integral of the law's quantile function cut off at x. With {@code
 * u = 1 - exp(-s)} it is smooth, so the trapezoid rule over s suffices; the tail beyond {@value
 * #MAX_S} holds less than 1e-15 of all lives. A law without a mean counts as if it ended there.
 */
public final class ResidualLife {

  private static final double MAX_S = 36;
  private static final int POINTS = 1 << 13;

  /** Lives at the grid's points, and E[min(X, life)] at each. */
  private final double[] lives = new double[POINTS];

  private final double[] expected = new double[POINTS];
  private final double mean;

  /** The residual of a law whose draws are not negative. */
  public ResidualLife(Law law) {
    double step = MAX_S / (POINTS - 1);
    double sum = 0;
    double before = 0;
    for (int i = 0; i < POINTS; i++) {
      double alive = StrictMath.exp(-i * step);
      lives[i] = law.quantile(-StrictMath.expm1(-i * step));
      double density = lives[i] * alive;
      sum += i == 0 ? 0 : (before + density) / 2 * step;
      before = density;
      expected[i] = sum + density;
    }
    mean = expected[POINTS - 1];
  }

  /** E[X], as far as the grid reaches. */
  public double mean() {
    return mean;
  }

  /**
   * The residual not exceeded with probability {@code u}.
   *
   * @param u in [0, 1)
   */
  public double quantile(double u) {
    double wanted = u * mean;
    if (wanted <= expected[0]) {
      return wanted; // nothing is over before the shortest life is
    }
    int low = 0;
    int high = POINTS - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (expected[middle] <= wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double part = (wanted - expected[low]) / (expected[high] - expected[low]);
    return lives[low] + part * (lives[high] - lives[low]);
  }

  /** Draws one residual, in the unit of the law. */
  public long sample(RandomGenerator random) {
    return (long) quantile(random.nextDouble());
  }
}
