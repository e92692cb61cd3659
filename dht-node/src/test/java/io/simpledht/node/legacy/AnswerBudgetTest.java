package io.simpledht.node.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AnswerBudgetTest {

  private static final int ANSWER_BYTES = 4_096;
  private static final long SECOND = 1_000_000_000L;

  private final AnswerBudget budget = new AnswerBudget(-SECOND);

  private static Address host(int number) {
    return Address.ofV4(0xC000_0000 + number, 5_000);
  }

  /** Bytes that ever new questions get in so many seconds from now. */
  private long spent(int hosts, int seconds, long maxWaitNanos) {
    long bytes = 0;
    for (long now = 0; now < seconds * SECOND; now += SECOND / 1_000) {
      int number = (int) (now / (SECOND / 1_000) % hosts);
      bytes +=
          budget.spend(host(number), ANSWER_BYTES, maxWaitNanos, now).isPresent()
              ? ANSWER_BYTES
              : 0;
    }
    return bytes;
  }

  @Test
  void shouldGiveOneHostItsBurstAndItsShare() {
    int burst = AnswerBudget.HOST_BURST_BYTES;
    assertThat(spent(1, 10, 0)).isBetween(burst + 9 * 16_384L, burst + 11 * 16_384L);
  }

  @Test
  void shouldGiveAllTogetherNoMoreThanTheirs() {
    int burst = AnswerBudget.BURST_BYTES;
    assertThat(spent(1_000, 10, 0)).isBetween(burst + 9 * 65_536L, burst + 11 * 65_536L);
  }

  @Test
  void shouldTellHowLongAnAnswerMustWait() {
    for (int i = 0; i < AnswerBudget.HOST_BURST_BYTES / ANSWER_BYTES; i++) {
      assertThat(budget.spend(host(1), ANSWER_BYTES, 0, 0)).hasValue(0);
    }
    assertThat(budget.spend(host(1), ANSWER_BYTES, 0, 0)).isEmpty();
    OptionalLong wait = budget.spend(host(1), ANSWER_BYTES, SECOND, 0);
    assertThat(wait.getAsLong()).isBetween(SECOND / 5, SECOND / 3);
    assertThat(budget.spend(host(2), ANSWER_BYTES, 0, 0)).hasValue(0);
  }

  @Test
  void shouldForgetHostsAndNotKeepMoreThanItsBound() {
    for (int i = 0; i < 10_000; i++) {
      budget.spend(host(i), 1, 0, 0);
    }
    assertThat(budget.hosts()).isEqualTo(AnswerBudget.MAX_HOSTS);
    budget.spend(host(20_000), 1, 0, SECOND);
    assertThat(budget.hosts()).isEqualTo(1);
  }
}
