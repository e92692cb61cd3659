package io.simpledht.benchmarks.simulation;

import io.simpledht.node.Replication;
import java.time.Duration;
import java.util.Locale;

/** A network with {@code Replication.factor(16)} joins, then rests: speed, traffic and memory. */
final class Scale {

  private static final int FACTOR = 16;
  private static final long SEED = 1;

  /** Time over which nodes come. */
  static final Duration JOIN = Duration.ofSeconds(200);

  /** Time they are left alone after that. */
  static final Duration SETTLE = Duration.ofSeconds(60);

  private static final Duration REST = Duration.ofSeconds(60);

  /** Nodes of a network before the measured one: a short run would else measure the compiler. */
  private static final int WARM_UP_NODES = 300;

  private Scale() {}

  /**
   * Measures.
   *
   * @param loss share of datagrams lost each way
   */
  static void run(int nodes, double loss) {
    network().grow(WARM_UP_NODES, JOIN, SETTLE);
    Heap.Census before = Heap.census();
    Network network = network();
    network.simulation().network().loss(loss);
    Meter join = new Meter(network.simulation());
    network.grow(nodes, JOIN, SETTLE);
    join.print("join", nodes);
    Meter rest = new Meter(network.simulation());
    network.simulation().run(REST);
    rest.print("at rest", nodes);
    System.out.printf(Locale.ROOT, "%,d nodes are not ready%n", network.unready());
    Heap.census().print(before, nodes);
  }

  private static Network network() {
    return new Network(SEED, builder -> builder.replication(Replication.factor(FACTOR)));
  }
}
