package io.simpledht.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final Address HOME = Address.ofV4(1, 1);
  private static final Address ELSEWHERE = Address.ofV4(2, 1);

  private final Ledger ledger = new Ledger(5);

  @Test
  void shouldCompareEachAnswerWithWhatItIsAllowed() {
    ledger.asked(1, 2, 7, 100);
    ledger.answered(2, 1, HOME, 7, 300, false);
    assertThat(ledger.failure()).isNull();
    assertThat(ledger.worst()).isEqualTo(1);

    ledger.asked(1, 2, 8, 100);
    ledger.answered(2, 1, HOME, 8, 350, false);
    assertThat(ledger.failure())
        .isEqualTo("350 B by node-2 to node-1 for 100 B, allowed are 3 times as many");
  }

  @Test
  void listsOfContactsMayBeLonger() {
    ledger.asked(1, 2, 7, 80);
    ledger.answered(2, 1, HOME, 7, 1_200, true);
    assertThat(ledger.failure()).isNull();
    ledger.answered(2, 1, HOME, 7, 1_201, true);
    assertThat(ledger.failure()).contains("1201 B").contains("allowed are 15 times");
  }

  /** As a datagram may arrive twice or three times, and each is answered. */
  @Test
  void manyAnswersToOneQuestionAddUp() {
    ledger.asked(1, 2, 7, 100);
    for (int i = 0; i < 3; i++) {
      ledger.answered(2, 1, HOME, 7, 300, false);
    }
    assertThat(ledger.failure()).isNull();
    ledger.answered(2, 1, HOME, 7, 300, false);
    assertThat(ledger.failure()).contains("1200 B in all");
  }

  @Test
  void retransmissionsMayBeAnsweredToo() {
    for (int i = 0; i < 10; i++) {
      ledger.asked(1, 2, 7, 100);
      ledger.answered(2, 1, HOME, 7, 300, false);
    }
    assertThat(ledger.failure()).isNull();
    assertThat(ledger.worst()).isEqualTo(1);
  }

  @Test
  void shouldNotMindHowMuchIsAnsweredToWhoeverAnswersItself() {
    ledger.asked(2, 1, 1, 50);
    ledger.answered(1, 2, HOME, 1, 50, false);
    ledger.asked(1, 2, 2, 10);
    ledger.answered(2, 1, HOME, 2, 10_000, false);
    assertThat(ledger.failure()).isNull();
  }

  /** Who has another address is a stranger again. */
  @Test
  void shouldForgetWhoAnsweredWhenItMoves() {
    ledger.from(1, 2, HOME);
    ledger.asked(2, 1, 1, 50);
    ledger.answered(1, 2, HOME, 1, 50, false);
    ledger.from(1, 2, HOME);
    ledger.asked(1, 2, 2, 10);
    ledger.answered(2, 1, HOME, 2, 100, false);
    assertThat(ledger.failure()).isNull();

    ledger.from(1, 2, ELSEWHERE);
    ledger.asked(1, 2, 3, 10);
    ledger.answered(2, 1, HOME, 3, 100, false);
    assertThat(ledger.failure()).as("to where it had answered from").isNull();
    ledger.answered(2, 1, ELSEWHERE, 3, 100, false);
    assertThat(ledger.failure()).contains("100 B by node-2 to node-1 for 10 B");
  }

  @Test
  void shouldNotJudgeAnAnswerToWhatItDidNotSee() {
    ledger.from(1, 2, HOME);
    ledger.asked(1, 2, 1, 50);
    ledger.from(1, 2, ELSEWHERE);
    ledger.answered(2, 1, ELSEWHERE, 1, 5_000, false);
    assertThat(ledger.failure()).isNull();
  }

  @Test
  void shouldLookAtNoPairsOfLargeNetworks() {
    Ledger large = new Ledger(Ledger.MAX_NODES + 1);
    assertThat(large.looks()).isFalse();
    large.asked(1, 2, 1, 1);
    large.answered(2, 1, HOME, 1, 1_000, false);
    assertThat(large.failure()).isNull();
  }
}
