package io.simpledht.simulator.tables;

import io.simpledht.node.PutResult;
import io.simpledht.node.Replication;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.message.MessageType;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What holders that do not answer cost with a replication factor: some have just died, or datagrams
 * are lost. Arguments: nodes, factor, loss each way, milliseconds one way, nodes that die, number
 * of seeds from 1 on. Prints a Markdown row.
 */
public final class DeadHolderTable {

  private static final int PUTS = 60;

  /** All of them are over before the dead are given up. */
  private static final Duration PUT_EVERY = Duration.ofMillis(100);

  /** The last puts have their results. */
  private static final Duration LONGEST_PUT = Duration.ofSeconds(5);

  private static final Duration UPKEEP = Duration.ofMinutes(12);

  private final int size;
  private final int factor;
  private final int dead;
  private final TrafficByType traffic = new TrafficByType();
  private final List<Double> putMillis = new ArrayList<>();
  private final List<Double> missMillis = new ArrayList<>();
  private long puts;
  private long stored;
  private long copiesAtOnce;
  private long copiesLater;
  private long missingLater;

  private DeadHolderTable(int size, int factor, int dead) {
    this.size = size;
    this.factor = factor;
    this.dead = dead;
  }

  /** See the class. */
  public static void main(String[] args) {
    int size = Integer.parseInt(args[0]);
    DeadHolderTable table =
        new DeadHolderTable(size, Integer.parseInt(args[1]), Integer.parseInt(args[4]));
    double loss = Double.parseDouble(args[2]);
    Duration oneWay = Duration.ofMillis(Integer.parseInt(args[3]));
    for (int seed = 1; seed <= Integer.parseInt(args[5]); seed++) {
      table.run(seed, loss, oneWay);
    }
    table.print(loss, oneWay);
  }

  private void run(long seed, double loss, Duration oneWay) {
    Simulation sim = Simulation.seeded(seed);
    sim.network().latency(oneWay);
    Population nodes =
        new Population(sim, builder -> builder.replication(Replication.factor(factor)));
    nodes.join(size, Duration.ofSeconds(30));
    sim.run(Duration.ofMinutes(1));
    sim.network().loss(loss);
    sim.run(Duration.ofMinutes(2));
    for (int i = 0; i < dead; i++) {
      nodes.crash(nodes.any());
    }
    sim.network().rule(traffic);
    for (int i = 0; i < PUTS; i++) {
      put(sim, nodes.any(), i);
      readNothing(sim, nodes.any(), i);
      sim.run(PUT_EVERY);
    }
    sim.run(LONGEST_PUT);
    copiesAtOnce += copies(nodes);
    sim.run(UPKEEP);
    copiesLater += copies(nodes);
    missingLater += missing(nodes);
  }

  private void put(Simulation sim, SimNode writer, int i) {
    puts++;
    long start = sim.elapsed().toNanos();
    writer
        .putAsync("key" + i, "value")
        .thenAccept(
            (PutResult result) -> {
              stored += result.isStored() ? 1 : 0;
              putMillis.add((sim.elapsed().toNanos() - start) / 1e6);
            });
  }

  private void readNothing(Simulation sim, SimNode reader, int i) {
    long start = sim.elapsed().toNanos();
    reader
        .node()
        .getAsync(Key.of("none" + i), ReadConcern.ONE)
        .whenComplete((none, failed) -> missMillis.add((sim.elapsed().toNanos() - start) / 1e6));
  }

  private static long copies(Population nodes) {
    return nodes.up().stream().mapToLong(SimNode::entries).sum();
  }

  /** Copies that the closest nodes lack. */
  private long missing(Population nodes) {
    long missing = 0;
    for (int i = 0; i < PUTS; i++) {
      String key = "key" + i;
      Id place = Key.of(key).id();
      missing +=
          nodes.up().stream()
              .sorted((left, right) -> place.compareDistance(left.node().id(), right.node().id()))
              .limit(factor)
              .filter(node -> node.held(key).isEmpty())
              .count();
    }
    return missing;
  }

  private void print(double loss, Duration oneWay) {
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %d | %.0f %% | %d | %.2f %% | %s | %s | %.2f | %.2f | %d | %.1f | %.0f |%n",
        size,
        factor,
        dead,
        100 * loss,
        2 * oneWay.toMillis(),
        100.0 * stored / puts,
        medianAndMost(putMillis),
        medianAndMost(missMillis),
        (double) copiesAtOnce / puts,
        (double) copiesLater / puts,
        missingLater,
        (double) traffic.datagrams(MessageType.STORE) / puts,
        traffic.bytes() / 1e3 / puts);
  }

  private static String medianAndMost(List<Double> millis) {
    Collections.sort(millis);
    double median = millis.get(millis.size() / 2);
    return String.format(Locale.ROOT, "%.0f / %.0f", median, millis.get(millis.size() - 1));
  }
}
