package io.simpledht.benchmarks;

import io.simpledht.node.DhtNode;
import io.simpledht.protocol.NodeState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Nodes in this JVM, on loopback, each with its own socket and thread. */
final class Cluster implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** What may be waited for. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  private final List<DhtNode> nodes = new ArrayList<>();

  static Cluster of(int size) throws Exception {
    Cluster cluster = new Cluster();
    for (int i = 0; i < size; i++) {
      cluster.join();
    }
    await(
        () -> cluster.nodes.stream().allMatch(node -> node.snapshot().peers().size() == size - 1));
    return cluster;
  }

  /** Starts another node that joins through the first, and does not wait for it. */
  DhtNode join() throws IOException {
    DhtNode node = DhtNode.builder().host("127.0.0.1").port(0).build();
    node.start();
    nodes.add(node);
    if (nodes.size() > 1) {
      node.bootstrap("127.0.0.1:" + nodes.get(0).address().port());
    }
    return node;
  }

  /** Closes the node that joined last, and lets go of its copy. */
  void leaveLast() {
    nodes.remove(nodes.size() - 1).close();
  }

  DhtNode get(int index) {
    return nodes.get(index);
  }

  static void awaitReady(DhtNode node) throws Exception {
    await(() -> node.state() == NodeState.READY);
  }

  static void await(Condition condition) throws Exception {
    awaitIn(condition, 1_000_000);
  }

  /** Looks more often, where a millisecond would show in the figure. */
  static void awaitClosely(Condition condition) throws Exception {
    awaitIn(condition, 20_000);
  }

  private static void awaitIn(Condition condition, long pauseNanos) throws Exception {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        throw new TimeoutException("not within a minute");
      }
      LockSupport.parkNanos(pauseNanos);
    }
  }

  @Override
  public void close() {
    nodes.forEach(DhtNode::close);
  }
}
