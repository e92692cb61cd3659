package io.simpledht.benchmarks;

import io.simpledht.node.DhtNode;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import java.util.concurrent.Semaphore;

/** Puts that every node confirms, against the raw echo of as many bytes. */
final class Puts {

  private static final int VALUE_BYTES = 64;
  private static final int KEYS = 1_000;
  private static final int MANY = 100_000;
  private static final int FEW = 5_000;
  private static final int OUTSTANDING = 10_000;

  private Puts() {}

  static void run() throws Exception {
    for (int nodes : new int[] {2, 5}) {
      try (Cluster cluster = Cluster.of(nodes);
          RawEcho echo = new RawEcho()) {
        DhtNode origin = cluster.get(0);
        Rounds.compare(
            "put confirmed by " + nodes + ", one at a time",
            "us",
            () -> oneAtATime(origin),
            "raw echo",
            () -> echo.roundTrips(FEW, VALUE_BYTES, 1) / 1e3 / FEW);
        Rounds.compare(
            "puts confirmed by " + nodes + ", many",
            "/s",
            () -> many(origin),
            "raw echo, 32 out",
            () -> MANY * 1e9 / echo.roundTrips(MANY, VALUE_BYTES, 32));
      }
    }
  }

  private static double oneAtATime(DhtNode origin) {
    long start = System.nanoTime();
    for (int i = 0; i < FEW; i++) {
      requireStored(origin.put("key" + i % KEYS, new byte[VALUE_BYTES]).isStored());
    }
    return (System.nanoTime() - start) / 1e3 / FEW;
  }

  private static double many(DhtNode origin) throws InterruptedException {
    Bytes value = Bytes.copyOf(new byte[VALUE_BYTES]);
    Key[] keys = new Key[KEYS];
    for (int i = 0; i < KEYS; i++) {
      keys[i] = Key.of("key" + i);
    }
    Semaphore free = new Semaphore(OUTSTANDING);
    long start = System.nanoTime();
    for (int i = 0; i < MANY; i++) {
      free.acquire();
      origin
          .putAsync(keys[i % KEYS], value, WriteOptions.DEFAULT)
          .whenComplete(
              (result, failure) -> {
                free.release();
                requireStored(failure == null && result.isStored());
              });
    }
    free.acquire(OUTSTANDING);
    return MANY * 1e9 / (System.nanoTime() - start);
  }

  private static void requireStored(boolean stored) {
    if (!stored) {
      throw new IllegalStateException("a put was not confirmed by all: the figure means nothing");
    }
  }
}
