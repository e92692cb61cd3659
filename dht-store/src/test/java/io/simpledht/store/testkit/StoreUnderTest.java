package io.simpledht.store.testkit;

import io.simpledht.store.Store;
import java.time.Duration;

/** Where the parts of the contract get their stores from. */
interface StoreUnderTest {

  /** How long the stores under test keep the tombstone of an expired value. */
  Duration RETENTION = Duration.ofMillis(1000);

  /** A limit that no test reaches. */
  long UNLIMITED = 1L << 40;

  /** A new, empty store, closed after the test. */
  Store limited(long maxEntries, long maxContentBytes);

  /** Runs what the stores under test left to their event loop. */
  void runLoop();

  default Store unlimited() {
    return limited(UNLIMITED, UNLIMITED);
  }
}
