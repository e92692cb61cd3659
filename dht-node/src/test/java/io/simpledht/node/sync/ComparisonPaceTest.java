package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonPaceTest {

  private static final long SECOND = 1_000_000_000L;

  private final ComparisonPace pace = new ComparisonPace(10 * SECOND);

  @Test
  void shouldBeginWithTheInterval() {
    assertThat(pace.nextNanos(new Random(1))).isBetween(5 * SECOND, 15 * SECOND);
  }

  @Test
  void shouldCompareAboutASecondAfterTrouble() {
    pace.onTrouble();

    assertThat(pace.nextNanos(new Random(1))).isBetween(SECOND / 2, 3 * SECOND / 2);
  }

  @Test
  void shouldWaitTwiceAsLongEachTimeNothingDiffersAndFourIntervalsAtMost() {
    pace.onTrouble();
    for (long expected : new long[] {2, 4, 8, 16, 32, 40, 40}) {
      pace.onEqual();
      assertThat(pace.nextNanos(new Random(1)))
          .isBetween(expected * SECOND / 2, expected * 3 * SECOND / 2);
    }
  }

  @Test
  void shouldNeverWaitLongerAfterTroubleThanUsually() {
    ComparisonPace hasty = new ComparisonPace(SECOND / 10);
    hasty.onTrouble();

    assertThat(hasty.nextNanos(new Random(1))).isLessThan(SECOND / 5);
  }
}
