package io.simpledht.simulator.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SimRandomTest {

  /** Upper 99.99 % point of chi-square with 99 degrees of freedom. */
  private static final double CHI_SQUARE_99 = 161.32;

  @Test
  void shouldNeverChangeItsStream() {
    SimRandom random = SimRandom.of(42, "node", 7);
    assertThat(new long[] {random.nextLong(), random.nextLong(), random.nextLong()})
        .containsExactly(823730086209427657L, -8133437534429809317L, 2021610057803395584L);
  }

  @Test
  void shouldFollowTheReferenceOfSplitMix() {
    // First outputs of the reference implementation of SplitMix64 from state 1234567.
    assertThat(Mix.mix(1234567 + Mix.GOLDEN)).isEqualTo(6457827717110365317L);
    assertThat(Mix.mix(1234567 + 2 * Mix.GOLDEN)).isEqualTo(3203168211198807973L);
    assertThat(Mix.mix(1234567 + 3 * Mix.GOLDEN)).isEqualTo(-8629252141511181193L);
  }

  @Test
  void shouldSplitByNameAndNumber() {
    assertThat(Mix.derive(1, "a", 0))
        .isNotEqualTo(Mix.derive(1, "b", 0))
        .isNotEqualTo(Mix.derive(1, "a", 1))
        .isNotEqualTo(Mix.derive(2, "a", 0));
  }

  @Test
  void shouldDrawBoundedIntegersEvenly() {
    SimRandom random = new SimRandom(1);
    long[] counts = new long[100];
    for (int i = 0; i < 1_000_000; i++) {
      counts[random.nextInt(100)]++;
    }
    assertThat(chiSquare(counts, 10_000)).isLessThan(CHI_SQUARE_99);
  }

  @Test
  void shouldDrawBoundedLongsEvenly() {
    SimRandom random = new SimRandom(2);
    long step = Long.MAX_VALUE / 100;
    long[] counts = new long[100];
    for (int i = 0; i < 1_000_000; i++) {
      counts[(int) (random.nextLong(step * 100) / step)]++;
    }
    assertThat(chiSquare(counts, 10_000)).isLessThan(CHI_SQUARE_99);
  }

  @Test
  void shouldDrawUnitsEvenlyInEveryBlockOfCounters() {
    long[] counts = new long[100];
    for (long n = 0; n < 1_000_000; n++) {
      counts[(int) (Mix.unit(Mix.mix(99 + Mix.GOLDEN * n)) * 100)]++;
    }
    assertThat(chiSquare(counts, 10_000)).isLessThan(CHI_SQUARE_99);
  }

  @Test
  void shouldHaveTheMomentsOfANormalVariable() {
    SimRandom random = new SimRandom(3);
    int draws = 1_000_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      double x = random.nextGaussian();
      sum += x;
      squares += x * x;
    }
    assertThat(sum / draws).isBetween(-0.005, 0.005);
    assertThat(squares / draws).isBetween(0.99, 1.01);
  }

  @Test
  void shouldStayWithinItsBounds() {
    SimRandom random = new SimRandom(4);
    for (int i = 0; i < 100_000; i++) {
      assertThat(random.nextInt(3, 7)).isBetween(3, 6);
      assertThat(random.nextLong(Long.MIN_VALUE, Long.MAX_VALUE)).isLessThan(Long.MAX_VALUE);
      assertThat(random.nextDouble(2, 3)).isGreaterThanOrEqualTo(2).isLessThan(3);
      assertThat(random.nextFloat()).isGreaterThanOrEqualTo(0).isLessThan(1);
      assertThat(random.nextExponential()).isNotNegative().isFinite();
    }
    assertThat(random.nextInt(1)).isZero();
    assertThatThrownBy(() -> random.nextInt(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> random.nextLong(5, 5)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldFillBytes() {
    byte[] bytes = new byte[1_000_003];
    new SimRandom(5).nextBytes(bytes);
    long[] counts = new long[256];
    for (byte b : bytes) {
      counts[b & 0xFF]++;
    }
    assertThat(Arrays.stream(counts).min().orElse(0)).isGreaterThan(3_500);
  }

  private static double chiSquare(long[] counts, double expected) {
    double sum = 0;
    for (long count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }
}
