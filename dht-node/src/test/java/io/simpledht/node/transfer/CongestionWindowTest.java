package io.simpledht.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CongestionWindowTest {

  private static final long MILLI = 1_000_000L;

  private final CongestionWindow window = new CongestionWindow(16, 32, 64);

  private void answers(int count, long roundTripNanos) {
    for (int i = 0; i < count; i++) {
      window.onAnswered(roundTripNanos);
    }
  }

  @Test
  void shouldOpenQuicklyWhileNoQueueBuildsUpAndNeverBeyondTheCeiling() {
    answers(8, MILLI);
    assertThat(window.size()).isEqualTo(33);
    answers(10_000, MILLI);
    assertThat(window.size()).isEqualTo(64);
  }

  @Test
  void shouldOpenByOneForEachRoundTripWhileAQueueBuildsUp() {
    answers(1, MILLI);
    answers(32, 2 * MILLI);
    assertThat(window.size()).isEqualTo(33);
  }

  @Test
  void shouldHalveWhenDatagramsAreLostInAQueueAndNeverFallBelowTheFloor() {
    answers(1, MILLI);
    answers(1, 3 * MILLI);
    window.onLoss(10 * MILLI);
    assertThat(window.size()).isEqualTo(16);
    window.onLoss(100 * MILLI);
    assertThat(window.size()).isEqualTo(16);
  }

  @Test
  void shouldHardlyCloseWhenDatagramsAreLostByChance() {
    answers(10_000, MILLI);
    window.onLoss(10 * MILLI);
    assertThat(window.size()).isEqualTo(62);
  }

  @Test
  void shouldCloseOnceForAllThatWasLostInOneRoundTrip() {
    answers(10_000, MILLI);
    answers(1, 3 * MILLI);
    for (int i = 0; i < 40; i++) {
      window.onLoss(10 * MILLI + i);
    }
    assertThat(window.size()).isEqualTo(32);
    window.onLoss(14 * MILLI);
    assertThat(window.size()).isEqualTo(16);
  }

  @Test
  void shouldLetALongPathHoldMoreUpToFourTimesTheCeiling() {
    answers(10_000, 20 * MILLI);
    assertThat(window.size()).isEqualTo(128);
    CongestionWindow far = new CongestionWindow(16, 32, 64);
    for (int i = 0; i < 10_000; i++) {
      far.onAnswered(500 * MILLI);
    }
    assertThat(far.size()).isEqualTo(256);
  }

  @Test
  void shouldRefuseBoundsThatContradictEachOther() {
    assertThatThrownBy(() -> new CongestionWindow(0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CongestionWindow(2, 1, 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CongestionWindow(1, 4, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
