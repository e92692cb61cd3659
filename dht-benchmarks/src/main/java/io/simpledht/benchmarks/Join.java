package io.simpledht.benchmarks;

import io.simpledht.node.DhtNode;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.WriteConcern;

/** An empty node copies 100,000 entries of 100 bytes, against the raw echo of the same bytes. */
final class Join {

  static final int ENTRIES = 100_000;
  static final int PAGE_BYTES = 1_200;
  private static final int VALUE_BYTES = 100;

  private Join() {}

  static void run() throws Exception {
    try (Cluster cluster = Cluster.of(1);
        RawEcho echo = new RawEcho()) {
      int datagrams = fill(cluster.get(0));
      Rounds.compare(
          "join, 100,000 x 100 B",
          "ms",
          () -> join(cluster),
          "raw echo, 32 out",
          () -> echo.roundTrips(datagrams, PAGE_BYTES, 32) / 1e6);
    }
  }

  /** Returns how many full datagrams the content would take. */
  static int fill(DhtNode source) {
    Bytes value = Bytes.copyOf(new byte[VALUE_BYTES]);
    WriteOptions locally = WriteOptions.DEFAULT.withConcern(WriteConcern.LOCAL);
    for (int i = 0; i < ENTRIES; i++) {
      source.putAsync(Key.of("key" + i), value, locally).join();
    }
    return (int) (source.snapshot().contentBytes() / PAGE_BYTES);
  }

  private static double join(Cluster cluster) throws Exception {
    long start = System.nanoTime();
    DhtNode joiner = cluster.join();
    Cluster.awaitReady(joiner);
    double millis = (System.nanoTime() - start) / 1e6;
    if (joiner.snapshot().entries() != ENTRIES) {
      throw new IllegalStateException("the copy is not complete");
    }
    cluster.leaveLast();
    return millis;
  }
}
