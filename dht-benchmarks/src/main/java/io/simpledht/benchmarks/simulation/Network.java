package io.simpledht.benchmarks.simulation;

import io.simpledht.node.NodeBuilder;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A simulated network that came to be as a real one does: each node is told of three others that
 * are in already, and joins through them. No table is filled from outside.
 */
final class Network {

  private static final int SEEDS = 3;

  /** Nodes of a network that takes minutes to grow, so that one wants to see how far it is. */
  private static final int LARGE = 10_000;

  private final Simulation simulation;
  private final UnaryOperator<NodeBuilder> settings;
  private final RandomGenerator random;
  private final List<SimNode> nodes = new ArrayList<>();

  Network(long seed, UnaryOperator<NodeBuilder> settings) {
    this.simulation = Simulation.seeded(seed);
    this.settings = settings;
    this.random = simulation.random("network");
  }

  /** Lets nodes join at even pauses throughout {@code time}, then lets {@code settle} pass. */
  void grow(int more, Duration time, Duration settle) {
    Duration pause = time.dividedBy(more);
    Meter tenth = new Meter(simulation);
    for (int i = 1; i <= more; i++) {
      join();
      simulation.run(pause);
      if (more >= LARGE && i % (more / 10) == 0) {
        tenth.print("joining", i);
        tenth = new Meter(simulation);
      }
    }
    simulation.run(settle);
  }

  private void join() {
    SimNode node = simulation.node(settings);
    if (!nodes.isEmpty()) {
      SimNode[] seeds = new SimNode[Math.min(SEEDS, nodes.size())];
      for (int i = 0; i < seeds.length; i++) {
        seeds[i] = any();
      }
      node.bootstrapAsync(seeds);
    }
    nodes.add(node);
  }

  SimNode any() {
    return nodes.get(random.nextInt(nodes.size()));
  }

  List<SimNode> nodes() {
    return nodes;
  }

  Simulation simulation() {
    return simulation;
  }

  /** Nodes that are not ready. */
  long unready() {
    return nodes.stream().filter(node -> !node.isReady()).count();
  }
}
