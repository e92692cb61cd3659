package io.simpledht.benchmarks.simulation;

import io.simpledht.node.Replication;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.simulator.SimNode;
import java.time.Duration;

/** Nodes with {@code Replication.full()} join, then 10,000 keys are written through all of them. */
final class FullCopies {

  private static final long SEED = 1;
  private static final int KEYS = 10_000;
  private static final int VALUE_BYTES = 100;
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private FullCopies() {}

  static void run(int nodes) {
    Heap.Census before = Heap.census();
    Network network = new Network(SEED, builder -> builder.replication(Replication.full()));
    Meter join = new Meter(network.simulation());
    network.grow(nodes, Scale.JOIN, Scale.SETTLE);
    join.print("join", nodes);
    Meter puts = new Meter(network.simulation());
    Bytes value = Bytes.copyOf(new byte[VALUE_BYTES]);
    for (int i = 0; i < KEYS; i++) {
      network.any().node().putAsync(Key.of("key" + i), value, WriteOptions.DEFAULT);
      network.simulation().run(PAUSE);
    }
    network
        .simulation()
        .eventually("a full copy on every node", () -> isEverywhere(network), PATIENCE);
    puts.print("puts", nodes);
    Heap.census().print(before, nodes);
  }

  private static boolean isEverywhere(Network network) {
    return network.nodes().stream().mapToLong(SimNode::entries).allMatch(held -> held == KEYS);
  }
}
