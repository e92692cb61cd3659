package io.simpledht.benchmarks;

import io.simpledht.node.DhtNode;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.WriteConcern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An empty node copies 1,000,000 entries of 100 bytes once: how long, and in how much memory. */
final class LargeJoin {

  private static final int ENTRIES = 1_000_000;
  private static final int VALUE_BYTES = 100;
  private static final int COLLECTIONS = 3;

  private LargeJoin() {}

  static void run() throws Exception {
    long empty = heapBytes();
    try (Cluster cluster = Cluster.of(1)) {
      fill(cluster.get(0));
      long one = heapBytes();
      long start = System.nanoTime();
      DhtNode joiner = cluster.join();
      Cluster.awaitReady(joiner);
      double seconds = (System.nanoTime() - start) / 1e9;
      long entries = joiner.snapshot().entries();
      long two = heapBytes();
      System.out.printf(
          "join, %,d x 100 B: %.1f s; heap of source %d MiB, of copy %d MiB; process at its peak %s%n",
          entries, seconds, one - empty >> 20, two - one >> 20, peak());
    }
  }

  private static void fill(DhtNode node) {
    WriteOptions locally = WriteOptions.DEFAULT.withConcern(WriteConcern.LOCAL);
    for (int i = 0; i < ENTRIES; i++) {
      // One after the other: what waits in a queue would count as memory of the source.
      node.putAsync(Key.of("key" + i), Bytes.copyOf(new byte[VALUE_BYTES]), locally).join();
    }
  }

  private static long heapBytes() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** What Linux says; other platforms do not. */
  private static String peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return "unknown";
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .findFirst()
        .map(line -> line.replaceAll("\\D", ""))
        .map(kibibytes -> (Long.parseLong(kibibytes) >> 10) + " MiB")
        .orElse("unknown");
  }
}
