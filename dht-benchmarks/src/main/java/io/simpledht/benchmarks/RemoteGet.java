package io.simpledht.benchmarks;

import io.simpledht.node.DhtClient;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** A client's get of a 64-byte value from one node, against the raw echo of as many bytes. */
final class RemoteGet {

  private static final int BYTES = 64;
  private static final int ONE_AT_A_TIME = 20_000;
  private static final int PIPELINED = 100_000;
  private static final int WINDOW = 32;

  private RemoteGet() {}

  static void run() throws Exception {
    Key key = Key.of("key");
    try (Cluster cluster = Cluster.of(1);
        RawEcho echo = new RawEcho();
        DhtClient client =
            DhtClient.connect(
                "127.0.0.1", cluster.get(0).address().port(), Duration.ofSeconds(5))) {
      cluster.get(0).put("key", new byte[BYTES]);
      Rounds.compare(
          "remote get, one at a time",
          "us",
          () -> oneAtATime(client, key),
          "raw echo",
          () -> echo.roundTrips(ONE_AT_A_TIME, BYTES, 1) / 1e3 / ONE_AT_A_TIME);
      Rounds.compare(
          "remote get, 32 outstanding",
          "/s",
          () -> pipelined(client, key),
          "raw echo",
          () -> PIPELINED * 1e9 / echo.roundTrips(PIPELINED, BYTES, WINDOW));
    }
  }

  private static double oneAtATime(DhtClient client, Key key) {
    long start = System.nanoTime();
    for (int i = 0; i < ONE_AT_A_TIME; i++) {
      client.get(key, ReadConcern.ONE).orElseThrow();
    }
    return (System.nanoTime() - start) / 1e3 / ONE_AT_A_TIME;
  }

  private static double pipelined(DhtClient client, Key key) throws InterruptedException {
    Semaphore free = new Semaphore(WINDOW);
    long start = System.nanoTime();
    for (int i = 0; i < PIPELINED; i++) {
      free.acquire();
      client.getAsync(key, ReadConcern.ONE).whenComplete((value, failure) -> free.release());
    }
    free.acquire(WINDOW);
    return PIPELINED * 1e9 / (System.nanoTime() - start);
  }
}
