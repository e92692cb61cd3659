package io.simpledht.node.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocalHealthTest {

  private static final long SECOND = 1_000_000_000L;

  private final LocalHealth health = new LocalHealth(0);

  @Test
  void shouldBlameOthersOnlyWhileItHearsSomebody() {
    assertThat(health.trusts(SECOND)).isTrue();
    assertThat(health.trusts(10 * SECOND)).isFalse();
    health.heard(10 * SECOND);
    assertThat(health.trusts(11 * SECOND)).isTrue();
  }

  @Test
  void shouldBlameNobodyRightAfterItStoodStill() {
    health.timerFired(SECOND, 20 * SECOND);
    health.heard(20 * SECOND);
    assertThat(health.trusts(21 * SECOND)).isFalse();
    health.heard(26 * SECOND);
    assertThat(health.trusts(26 * SECOND)).isTrue();
  }

  @Test
  void shouldNotCountItsOwnPauseAsSilenceOfOthers() {
    health.timerFired(SECOND, 60 * SECOND);
    assertThat(health.silenceNanos(60 * SECOND)).isZero();
    assertThat(health.silenceNanos(80 * SECOND)).isEqualTo(80 * SECOND - 65 * SECOND);
  }
}
