package io.simpledht.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.testing.FakeLoop;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.store.MemoryStore;
import io.simpledht.store.MemoryStoreConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What has ended goes soon, and costs nothing until then. */
class ExpiryTest {

  private static final Duration SOON = Duration.ofMillis(1_001);

  private final FakeLoop loop = new FakeLoop();
  private final MemoryStore store = new MemoryStore();
  private long jumpMillis;
  private int timers;

  /** A loop that counts timers and whose wall clock can be set. */
  private final EventLoop watched =
      new EventLoop() {
        @Override
        public long nanoTime() {
          return loop.nanoTime();
        }

        @Override
        public long wallMillis() {
          return loop.wallMillis() + jumpMillis;
        }

        @Override
        public Cancellable schedule(long delayNanos, Runnable task) {
          timers++;
          return loop.schedule(delayNanos, task);
        }

        @Override
        public boolean inLoop() {
          return loop.inLoop();
        }

        @Override
        public void execute(Runnable task) {
          loop.execute(task);
        }
      };

  private final Replica replica =
      new Replica(store, new HybridClock(watched, 1, Version.NONE), watched, 1 << 20);

  private void merge(String key, Duration lifetime) {
    Version version = Version.of(watched.wallMillis(), 0, 2);
    long ends = watched.wallMillis() + lifetime.toMillis();
    replica.merge(Entry.value(Key.of(key), Bytes.utf8("v"), version, ends));
  }

  @Test
  void shouldRemoveWhatHasEndedWithinASecond() {
    merge("later", Duration.ofMinutes(10));
    merge("first", Duration.ofMinutes(5));
    merge("at once", Duration.ofMillis(1));
    loop.run(SOON);
    assertThat(store.values()).isEqualTo(2);
    loop.run(Duration.ofMinutes(5));
    assertThat(store.values()).isEqualTo(1);
    loop.run(Duration.ofMinutes(5));
    assertThat(store.values()).isZero();
  }

  @Test
  void shouldSleepWhileNothingEnds() {
    merge("key", Duration.ofHours(24));
    loop.run(Duration.ofHours(1));
    assertThat(timers).isLessThanOrEqualTo(61);
    assertThat(store.values()).isEqualTo(1);
  }

  @Test
  void shouldNoticeWithinAMinuteThatTheClockWasPutForward() {
    merge("key", Duration.ofHours(24));
    loop.run(SOON);
    jumpMillis = Duration.ofDays(2).toMillis();
    loop.run(Duration.ofMinutes(1));
    assertThat(store.values()).isZero();
  }

  @Test
  void shouldRemoveWhatEndedBeforeItBegan() {
    merge("key", Duration.ofMinutes(1));
    Replica reopened =
        new Replica(copy(), new HybridClock(watched, 1, Version.NONE), watched, 1 << 20);
    loop.run(Duration.ofMinutes(2));
    assertThat(reopened.store().values()).isZero();
  }

  private MemoryStore copy() {
    return store.copy(MemoryStoreConfig.DEFAULT);
  }

  @Test
  void shouldLeaveNoTimerBehind() {
    merge("key", Duration.ofHours(1));
    replica.close();
    assertThat(loop.waiting()).isZero();
  }
}
