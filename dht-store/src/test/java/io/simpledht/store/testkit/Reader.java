package io.simpledht.store.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.store.Store;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Reads, on its own thread, keys that the loop overwrites {@link #ROUNDS} times. Returns how many
 * of them it saw arrive at the last round, which is all of them however the threads interleave.
 */
final class Reader implements Callable<Long> {

  static final long KEYS = 50;
  private static final long ROUNDS = 400;

  private final Store store;
  private final long[] seenRound = new long[(int) KEYS];

  Reader(Store store) {
    this.store = store;
  }

  /** What the loop does meanwhile. */
  static void write(Store store) {
    for (long round = 1; round <= ROUNDS; round++) {
      for (long key = 0; key < KEYS; key++) {
        store.merge(entry(key, round));
      }
    }
  }

  private static Entry entry(long key, long round) {
    return Content.value("key" + key, "value" + round, round, Entry.NEVER);
  }

  @Override
  public Long call() {
    long arrived = 0;
    while (arrived < KEYS && !Thread.currentThread().isInterrupted()) {
      arrived = 0;
      for (int key = 0; key < KEYS; key++) {
        arrived += read(key) == ROUNDS ? 1 : 0;
      }
      assertThat(store.values()).isBetween(0L, KEYS);
    }
    return arrived;
  }

  private long read(int key) {
    Optional<Entry> found = store.get(Key.of("key" + key));
    long round = found.map(entry -> entry.version().wallMillis()).orElse(0L);
    assertThat(round).as("reads go forward").isGreaterThanOrEqualTo(seenRound[key]);
    found.ifPresent(entry -> assertThat(entry).isEqualTo(entry(key, round)));
    seenRound[key] = round;
    return round;
  }
}
