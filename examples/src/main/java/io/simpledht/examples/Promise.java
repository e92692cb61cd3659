package io.simpledht.examples;

import java.util.function.BooleanSupplier;

/** What an example relies on. A broken promise ends the program with exit status 1. */
final class Promise {

  /** Far more than a network on one machine needs; only a broken promise takes as long. */
  private static final long LIMIT_NANOS = 20_000_000_000L;

  private static final long PAUSE_MILLIS = 10;

  private Promise() {}

  static void holds(boolean kept, String what) {
    if (!kept) {
      throw new IllegalStateException("broken promise: " + what);
    }
  }

  /** Waits for something that comes true by itself, soon but not at once. */
  static void soon(BooleanSupplier kept, String what) throws InterruptedException {
    long begun = System.nanoTime();
    while (!kept.getAsBoolean()) {
      holds(System.nanoTime() - begun < LIMIT_NANOS, what + ", within 20 s");
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
