package io.simpledht.benchmarks;

import io.simpledht.node.BootstrapResult;
import io.simpledht.node.DhtNode;
import io.simpledht.node.Replication;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Many real nodes in this JVM, each with its own socket and thread on loopback: how fast they are
 * up, and how fast one of them looks keys up that nobody has, which asks the closest nodes to each.
 */
final class ManyNodes {

  private static final int STARTED = 256;
  private static final int LOOKED_UP_AMONG = 96;
  private static final int LOOKUPS = 2_000;
  private static final int WINDOW = 8;
  private static final long SETTLE_SECONDS = 10;

  private ManyNodes() {}

  static void run() throws Exception {
    long start = System.nanoTime();
    try (Group group = new Group(STARTED)) {
      double started = millisSince(start);
      group.awaitJoined();
      System.out.printf(
          "%d nodes: all answer after %,.0f ms, all have joined after %,.0f ms%n",
          STARTED, started, millisSince(start));
    }
    try (Group group = new Group(LOOKED_UP_AMONG)) {
      group.awaitJoined();
      TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
      lookUp(group, 1); // to warm up
      for (int window : new int[] {1, WINDOW}) {
        lookUp(group, window);
      }
    }
  }

  private static void lookUp(Group group, int window) throws InterruptedException {
    long[] nanos = new long[LOOKUPS];
    Semaphore free = new Semaphore(window);
    long start = System.nanoTime();
    for (int i = 0; i < LOOKUPS; i++) {
      free.acquire();
      int number = i;
      long begin = System.nanoTime();
      group
          .any(i)
          .getAsync(Key.of("nobody-has-" + window + "-" + i), ReadConcern.ONE)
          .whenComplete(
              (value, failure) -> {
                nanos[number] = System.nanoTime() - begin;
                free.release();
              });
    }
    free.acquire(window);
    double seconds = millisSince(start) / 1e3;
    Arrays.sort(nanos);
    System.out.printf(
        "%d nodes, %d lookups, %d at a time: %,.0f/s, median %.2f ms, p95 %.2f ms%n",
        LOOKED_UP_AMONG,
        LOOKUPS,
        window,
        LOOKUPS / seconds,
        nanos[LOOKUPS / 2] / 1e6,
        nanos[LOOKUPS * 95 / 100] / 1e6);
  }

  private static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e6;
  }

  /** Nodes that join through the first of them. */
  private static final class Group implements AutoCloseable {
    private final List<DhtNode> nodes = new ArrayList<>();
    private final List<CompletableFuture<BootstrapResult>> joins = new ArrayList<>();

    Group(int size) throws Exception {
      for (int i = 0; i < size; i++) {
        DhtNode node =
            DhtNode.builder().host("127.0.0.1").port(0).replication(Replication.factor(16)).build();
        node.start();
        nodes.add(node);
        if (i > 0) {
          joins.add(node.bootstrapAsync("127.0.0.1:" + nodes.get(0).address().port()));
        }
      }
    }

    void awaitJoined() {
      for (CompletableFuture<BootstrapResult> join : joins) {
        if (!join.join().joined()) {
          throw new IllegalStateException("a node found nobody");
        }
      }
    }

    DhtNode any(int number) {
      return nodes.get(number % nodes.size());
    }

    @Override
    public void close() {
      nodes.forEach(DhtNode::close);
    }
  }
}
