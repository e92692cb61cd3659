package io.simpledht.benchmarks.simulation;

import io.simpledht.node.Replication;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * 12,000 lookups from nodes drawn at random, for keys nobody has, so that each goes on until the 20
 * closest nodes have answered.
 */
final class Lookups {

  private static final long SEED = 1;
  private static final int LOOKUPS = 12_000;

  /** So many a second that the nodes' upkeep meanwhile is the smaller part of all events. */
  private static final Duration PAUSE = Duration.ofMillis(1);

  private static final Duration TAIL = Duration.ofSeconds(5);

  private Lookups() {}

  static void run(int nodes) {
    Network network = new Network(SEED, builder -> builder.replication(Replication.factor(16)));
    Meter whole = new Meter(network.simulation());
    Meter join = new Meter(network.simulation());
    network.grow(nodes, Scale.JOIN, Scale.SETTLE);
    join.print("join", nodes);
    Meter lookups = new Meter(network.simulation());
    List<CompletableFuture<Optional<Bytes>>> results = new ArrayList<>();
    for (int i = 0; i < LOOKUPS; i++) {
      results.add(network.any().node().getAsync(Key.of("nobody-has-" + i), ReadConcern.ONE));
      network.simulation().run(PAUSE);
    }
    network.simulation().run(TAIL);
    lookups.print("lookups", nodes);
    whole.print("together", nodes);
    System.out.printf(
        "%,d of %,d lookups came to an end%n",
        results.stream().filter(CompletableFuture::isDone).count(), LOOKUPS);
  }
}
