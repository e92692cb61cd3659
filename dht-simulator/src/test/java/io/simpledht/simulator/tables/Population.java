package io.simpledht.simulator.tables;

import io.simpledht.node.NodeBuilder;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** The nodes that are up, each joined through three of those that were up before it. */
final class Population {

  private static final int SEEDS = 3;

  private final Simulation sim;
  private final UnaryOperator<NodeBuilder> settings;
  private final RandomGenerator random;
  private final List<SimNode> up = new ArrayList<>();

  Population(Simulation sim, UnaryOperator<NodeBuilder> settings) {
    this.sim = sim;
    this.settings = settings;
    this.random = sim.random("population");
  }

  /** {@code size} nodes that join one after the other, evenly over {@code time}. */
  void join(int size, Duration time) {
    for (int i = 0; i < size; i++) {
      add();
      sim.run(time.dividedBy(size));
    }
  }

  SimNode add() {
    List<String> seeds = new ArrayList<>();
    for (int i = 0; i < SEEDS && !up.isEmpty(); i++) {
      seeds.add(any().address().toString());
    }
    SimNode node = sim.node(builder -> settings.apply(builder.seeds(seeds)));
    up.add(node);
    return node;
  }

  SimNode any() {
    return up.get(random.nextInt(up.size()));
  }

  void crash(SimNode node) {
    up.remove(node);
    node.crash();
  }

  List<SimNode> up() {
    return up;
  }
}
