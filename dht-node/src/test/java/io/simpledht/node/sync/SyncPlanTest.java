package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncPlanTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, false", // nothing to copy
    "0, 1, true", // an empty joiner
    "1, 8, false",
    "1, 9, true",
    "100000, 100000, false",
    "100000, 800000, false",
    "100000, 800001, true",
    "100000, 0, false", // they lack everything: nothing to copy from them
    "5, 9223372036854775807, true" // whatever a partner claims
  })
  void shouldCopyPagesOnlyWhenHardlyAnythingIsHeldHere(long ours, long theirs, boolean pages) {
    assertThat(SyncPlan.prefersPages(ours, theirs)).isEqualTo(pages);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1024",
    "10, 10, 1024", // always tried for small sets
    "2048, 2048, 1024",
    "2050, 2050, 1025",
    "20000, 20000, 10000",
    "32768, 32768, 16384",
    "32768, 32769, 4096", // what is kept of a large set anyhow
    "10000000, 10000000, 4096",
    "1, 9223372036854775807, 4096" // an absurd claim buys no more
  })
  void shouldGiveUpASketchWhenPagesAreCheaper(long ours, long theirs, int symbols) {
    assertThat(SyncPlan.maxSymbols(ours, theirs)).isEqualTo(symbols);
  }
}
