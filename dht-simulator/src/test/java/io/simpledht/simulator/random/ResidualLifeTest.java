package io.simpledht.simulator.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against laws whose residual is known, and against a renewal process looked at at random. */
class ResidualLifeTest {

  private static final int LOOKS = 20_000;

  /** Kolmogorov's distribution exceeds this with probability 10^-6. */
  private static final double KOLMOGOROV = 2.694;

  @Test
  void shouldBeTheSameLawWhereNothingIsRemembered() {
    requireInverse(Law.exponential(5), x -> 1 - Math.exp(-x / 5));
  }

  @Test
  void shouldBeEvenOverALifeOfFixedLength() {
    requireInverse(Law.constant(8), x -> x / 8);
  }

  @Test
  void shouldBeATriangleForAnEvenLife() {
    requireInverse(Law.uniform(0, 6), x -> (2 * x / 6) - (x / 6) * (x / 6));
  }

  @Test
  void shouldBeAParetoOfLessShapeForAPareto() {
    requireInverse(Law.pareto(2.5, 4), x -> 1 - Math.pow(1 + x / 4, -1.5));
  }

  private static void requireInverse(Law law, DoubleUnaryOperator distribution) {
    ResidualLife residual = new ResidualLife(law);
    assertThat(residual.mean()).isCloseTo(law.mean(), within(law.mean() * 1e-4));
    for (double u = 0; u < 1; u += 0.001) {
      double found = distribution.applyAsDouble(residual.quantile(u));
      assertThat(found).as("%s at %s", law, u).isCloseTo(u, within(1e-4));
    }
  }

  /** Lives follow each other; the first to begin before a random moment tells how much is left. */
  @ParameterizedTest
  @ValueSource(doubles = {0.615, 1.7})
  void shouldBeWhatIsLeftOfALifeMetByChance(double shape) {
    Law law = Law.weibull(shape, 10);
    SimRandom random = new SimRandom(5);
    double[] left = new double[LOOKS];
    double now = 0;
    double end = 0;
    for (int i = 0; i < LOOKS; i++) {
      // Far enough apart that one look knows nothing of the one before it.
      now += law.mean() * (20 + 20 * random.nextDouble());
      while (end <= now) {
        end += law.sample(random);
      }
      left[i] = end - now;
    }
    requireFit(left, new ResidualLife(law));
  }

  private static void requireFit(double[] drawn, ResidualLife residual) {
    Arrays.sort(drawn);
    double worst = 0;
    for (int i = 0; i < drawn.length; i++) {
      double u = (i + 0.5) / drawn.length;
      int below = Arrays.binarySearch(drawn, residual.quantile(u));
      double part = (double) (below < 0 ? -below - 1 : below) / drawn.length;
      worst = Math.max(worst, Math.abs(part - u));
    }
    assertThat(worst * Math.sqrt(drawn.length)).isLessThan(KOLMOGOROV);
  }
}
