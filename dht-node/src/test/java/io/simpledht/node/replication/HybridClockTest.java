package io.simpledht.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.testing.ManualLoop;
import io.simpledht.protocol.Version;
import org.junit.jupiter.api.Test;

class HybridClockTest {

  private final ManualLoop loop = new ManualLoop();
  private final HybridClock clock = new HybridClock(loop, 7, Version.NONE);

  @Test
  void shouldFollowWallTimeAndCountWithinAMillisecond() {
    assertThat(clock.next()).isEqualTo(Version.of(loop.millis, 0, 7));
    assertThat(clock.next()).isEqualTo(Version.of(loop.millis, 1, 7));
    loop.millis++;
    assertThat(clock.next()).isEqualTo(Version.of(loop.millis, 0, 7));
  }

  @Test
  void shouldGoOnUpwardsWhenTheWallClockJumpsBack() {
    Version before = clock.next();
    loop.millis -= 3_600_000;
    assertThat(clock.next()).isGreaterThan(before);
  }

  @Test
  void shouldStayAboveEverythingSeen() {
    Version seen = Version.of(loop.millis + 30_000, 9, 1);
    clock.observe(seen);
    assertThat(clock.next()).isGreaterThan(seen);
    assertThat(new HybridClock(loop, 7, seen).next()).isGreaterThan(seen);
  }

  @Test
  void shouldWriteAboveWhatAPeerSaysUnlessThatIsBeyondBelief() {
    Version newest = Version.of(loop.millis + 30_000, 9, 1);
    clock.observe(newest.clock());
    assertThat(clock.newest()).isEqualTo(newest.clock());
    assertThat(clock.next()).isGreaterThan(newest);
    long before = clock.newest();
    clock.observe(0);
    clock.observe(Version.of(loop.millis + 60_001, 0, 1).clock());
    clock.observe(-1);
    assertThat(clock.newest()).isEqualTo(before);
  }

  @Test
  void shouldCarryIntoTheMillisecondsWhenTheCounterIsFull() {
    Version previous = clock.next();
    for (int i = 0; i < 70_000; i++) {
      Version next = clock.next();
      assertThat(next.newerThan(previous)).isTrue();
      previous = next;
    }
    assertThat(previous.wallMillis()).isEqualTo(loop.millis + 1);
  }

  @Test
  void shouldDisbelieveVersionsMoreThanAMinuteAhead() {
    assertThat(clock.isFromTheFuture(Version.of(loop.millis + 60_000, 0, 1))).isFalse();
    assertThat(clock.isFromTheFuture(Version.of(loop.millis + 60_001, 0, 1))).isTrue();
  }
}
