package io.simpledht.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RttEstimatorTest {

  private static final long MILLI = 1_000_000L;

  private long estimate = RttEstimator.UNKNOWN;

  @Test
  void shouldBePatientBeforeItKnows() {
    assertThat(RttEstimator.timeoutNanos(estimate)).isEqualTo(RttEstimator.INITIAL_TIMEOUT_NANOS);
    assertThat(RttEstimator.smoothedNanos(estimate)).isZero();
  }

  @Test
  void shouldSettleNearASteadyRoundTrip() {
    for (int i = 0; i < 100; i++) {
      estimate = RttEstimator.sample(estimate, 200 * MILLI);
    }
    assertThat(RttEstimator.smoothedNanos(estimate)).isBetween(199 * MILLI, 201 * MILLI);
    assertThat(RttEstimator.timeoutNanos(estimate)).isBetween(200 * MILLI, 210 * MILLI);
  }

  @Test
  void shouldStayWithinItsBounds() {
    for (int i = 0; i < 50; i++) {
      estimate = RttEstimator.sample(estimate, 10_000);
    }
    assertThat(RttEstimator.timeoutNanos(estimate)).isEqualTo(RttEstimator.MIN_TIMEOUT_NANOS);
    for (int i = 0; i < 50; i++) {
      estimate = RttEstimator.sample(estimate, 60_000 * MILLI);
    }
    assertThat(RttEstimator.timeoutNanos(estimate)).isEqualTo(RttEstimator.MAX_TIMEOUT_NANOS);
  }

  @Test
  void shouldWaitLongerOnAnUnsteadyLink() {
    for (int i = 0; i < 100; i++) {
      estimate = RttEstimator.sample(estimate, (i % 2 == 0 ? 50 : 150) * MILLI);
    }
    assertThat(RttEstimator.timeoutNanos(estimate)).isGreaterThan(200 * MILLI);
  }
}
