package io.simpledht.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {

  private final Ledger ledger = new Ledger(5);

  @Test
  void shouldCompareAnswersWithWhatWasAsked() {
    ledger.sent(1, 2, 100, true);
    ledger.sent(2, 1, 250, false);
    assertThat(ledger.worst()).isEqualTo(2.5);
    ledger.sent(2, 1, 250, false);
    assertThat(ledger.worst()).isEqualTo(5);
    assertThat(ledger.where()).isEqualTo("by node-2 to node-1");
  }

  @Test
  void shouldNotMindHowMuchIsAnsweredToWhoeverAnswersItself() {
    ledger.sent(2, 1, 50, true);
    ledger.sent(1, 2, 50, false);
    double before = ledger.worst();
    ledger.sent(1, 2, 10, true);
    ledger.sent(2, 1, 10_000, false);
    assertThat(ledger.worst()).isEqualTo(before);
  }

  @Test
  void shouldLookAtNoPairsOfLargeNetworks() {
    Ledger large = new Ledger(Ledger.MAX_NODES + 1);
    large.sent(1, 2, 1, true);
    large.sent(2, 1, 1_000, false);
    assertThat(large.worst()).isZero();
  }
}
