package io.simpledht.simulator.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Draws against distribution functions written down independently, by Kolmogorov and Smirnov. */
class LawTest {

  private static final int DRAWS = 200_000;

  /** Kolmogorov's distribution exceeds this with probability 10^-6. */
  private static final double KOLMOGOROV = 2.694;

  @Test
  void shouldFollowTheUniformDistribution() {
    requireFit(Law.uniform(2, 6), x -> (x - 2) / 4);
  }

  @Test
  void shouldFollowTheExponentialDistribution() {
    requireFit(Law.exponential(3), x -> 1 - Math.exp(-x / 3));
  }

  @Test
  void shouldFollowTheWeibullDistribution() {
    requireFit(Law.weibull(0.615, 169.5), x -> 1 - Math.exp(-Math.pow(x / 169.5, 0.615)));
  }

  @Test
  void shouldFollowTheShiftedParetoDistribution() {
    requireFit(Law.pareto(2.5, 4), x -> 1 - Math.pow(1 + x / 4, -2.5));
  }

  @Test
  void shouldFollowTheNormalDistribution() {
    requireFit(Law.normal(5, 2), x -> normal((x - 5) / 2));
  }

  @Test
  void shouldFollowTheLogNormalDistribution() {
    requireFit(Law.logNormal(40, 0.4), x -> normal(Math.log(x / 40) / 0.4));
  }

  @Test
  void shouldKnowTheQuantilesOfTheNormalDistribution() {
    assertThat(NormalQuantile.of(0.5)).isZero();
    assertThat(NormalQuantile.of(0.975)).isCloseTo(1.959963984540054, within(1e-14));
    assertThat(NormalQuantile.of(0.999)).isCloseTo(3.090232306167813, within(1e-13));
    assertThat(NormalQuantile.of(1e-10)).isCloseTo(-6.361340902404056, within(1e-13));
    assertThat(NormalQuantile.of(1e-20)).isCloseTo(-9.262340089798408, within(1e-12));
  }

  @Test
  void shouldKnowTheMeans() {
    Law[] laws = {
      Law.constant(3),
      Law.uniform(2, 6),
      Law.exponential(3),
      Law.weibull(1.5, 10),
      Law.pareto(5, 4),
      Law.normal(5, 2),
      Law.logNormal(40, 0.4)
    };
    for (Law law : laws) {
      SimRandom random = new SimRandom(1);
      double sum = 0;
      for (int i = 0; i < DRAWS; i++) {
        sum += law.sample(random);
      }
      assertThat(sum / DRAWS).as("%s", law).isCloseTo(law.mean(), within(law.mean() * 0.02));
    }
    assertThat(Law.pareto(1, 4).mean()).isInfinite();
  }

  @Test
  void shouldStayFiniteAtTheEnds() {
    Law[] laws = {Law.exponential(1), Law.weibull(0.3, 1), Law.pareto(1, 1), Law.logNormal(1, 1)};
    for (Law law : laws) {
      assertThat(law.quantile(0)).isFinite().isNotNegative();
      assertThat(law.quantile(Math.nextDown(1.0))).isFinite();
    }
  }

  @Test
  void shouldRefuseImpossibleParameters() {
    assertThatThrownBy(() -> Law.uniform(2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Law.exponential(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Law.weibull(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Law.pareto(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void requireFit(Law law, DoubleUnaryOperator distribution) {
    SimRandom random = new SimRandom(77);
    double[] draws = new double[DRAWS];
    Arrays.setAll(draws, i -> law.sample(random));
    Arrays.sort(draws);
    double worst = 0;
    for (int i = 0; i < DRAWS; i++) {
      double expected = distribution.applyAsDouble(draws[i]);
      worst = Math.max(worst, Math.abs(expected - (i + 0.5) / DRAWS));
    }
    assertThat(worst * Math.sqrt(DRAWS)).isLessThan(KOLMOGOROV);
  }

  /** The standard normal distribution function, by Simpson's rule over its density. */
  private static double normal(double z) {
    int steps = 400;
    double width = z / steps;
    double sum = density(0) + density(z);
    for (int i = 1; i < steps; i++) {
      sum += (i % 2 == 0 ? 2 : 4) * density(i * width);
    }
    return 0.5 + sum * width / 3;
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
