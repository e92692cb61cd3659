package io.simpledht.node.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void shouldGrowToItsMaximumAndNeverBeyond() {
    SplittableRandom random = new SplittableRandom(1);
    Backoff backoff = new Backoff(1_000, 30_000);
    long largest = 0;
    for (int i = 0; i < 200; i++) {
      long pause = backoff.nextNanos(random);
      assertThat(pause).isBetween(i == 0 ? 250L : 500L, 30_000L);
      largest = Math.max(largest, pause);
    }
    assertThat(largest).isGreaterThan(25_000);
    backoff.reset();
    assertThat(backoff.nextNanos(random)).isLessThanOrEqualTo(1_000);
  }
}
