package io.simpledht.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpinRuleTest {

  private final SpinRule rule = new SpinRule();

  private void sleep(int times, long nanos) {
    for (int i = 0; i < times; i++) {
      rule.onSlept(nanos);
    }
  }

  @Test
  void shouldSleepUntilWorkHasComeQuicklyForAWhile() {
    sleep(SpinRule.SHORT_SLEEPS - 1, 1_000);
    assertThat(rule.isWorthwhile()).isFalse();
    sleep(1, 1_000);
    assertThat(rule.isWorthwhile()).isTrue();
  }

  @Test
  void shouldStayAwakeAsLongAsWorkComes() {
    sleep(SpinRule.SHORT_SLEEPS, 1_000);
    for (int i = 0; i < 1_000; i++) {
      rule.onStayedAwake(SpinRule.MAX_NANOS - 1);
    }
    assertThat(rule.isWorthwhile()).isTrue();
  }

  @Test
  void shouldSleepAfterStayingAwakeInVain() {
    sleep(1_000, 1_000);
    rule.onStayedAwake(SpinRule.MAX_NANOS);
    sleep(SpinRule.SHORT_SLEEPS - 1, 1_000);
    assertThat(rule.isWorthwhile()).isFalse();
  }

  @Test
  void shouldSleepWhenWorkComesSeldom() {
    sleep(SpinRule.SHORT_SLEEPS - 1, 1_000);
    sleep(1, SpinRule.SHORT_SLEEP_NANOS);
    sleep(SpinRule.SHORT_SLEEPS - 1, 1_000);
    assertThat(rule.isWorthwhile()).isFalse();
  }
}
