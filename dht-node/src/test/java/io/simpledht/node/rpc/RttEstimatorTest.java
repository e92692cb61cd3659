package io.simpledht.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RttEstimatorTest {

  private static final long MILLI = 1_000_000L;

  private final RttEstimator estimator = new RttEstimator();

  @Test
  void shouldBePatientBeforeItKnows() {
    assertThat(estimator.timeoutNanos()).isEqualTo(RttEstimator.INITIAL_TIMEOUT_NANOS);
    assertThat(estimator.smoothedNanos()).isZero();
  }

  @Test
  void shouldSettleNearASteadyRoundTrip() {
    for (int i = 0; i < 100; i++) {
      estimator.sample(200 * MILLI);
    }
    assertThat(estimator.smoothedNanos()).isBetween(199 * MILLI, 201 * MILLI);
    assertThat(estimator.timeoutNanos()).isBetween(200 * MILLI, 210 * MILLI);
  }

  @Test
  void shouldStayWithinItsBounds() {
    for (int i = 0; i < 50; i++) {
      estimator.sample(10_000);
    }
    assertThat(estimator.timeoutNanos()).isEqualTo(RttEstimator.MIN_TIMEOUT_NANOS);
    for (int i = 0; i < 50; i++) {
      estimator.sample(60_000 * MILLI);
    }
    assertThat(estimator.timeoutNanos()).isEqualTo(RttEstimator.MAX_TIMEOUT_NANOS);
  }

  @Test
  void shouldWaitLongerOnAnUnsteadyLink() {
    for (int i = 0; i < 100; i++) {
      estimator.sample((i % 2 == 0 ? 50 : 150) * MILLI);
    }
    assertThat(estimator.timeoutNanos()).isGreaterThan(200 * MILLI);
  }
}
