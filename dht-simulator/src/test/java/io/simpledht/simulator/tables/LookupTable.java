package io.simpledht.simulator.tables;

import io.simpledht.node.Replication;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.network.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Looks up keys that nobody holds, which ends when the 20 closest nodes have answered, and reads
 * keys that are held, from nodes drawn at random. Arguments: nodes, loss in percent each way,
 * lookups, seed. Prints a Markdown row, and what nodes believe how many they are.
 */
public final class LookupTable {

  private static final int FACTOR = 16;
  private static final int KEYS = 200;
  private static final int ESTIMATES = 500;
  private static final Duration SETTLE = Duration.ofMinutes(5);

  private final Simulation sim;
  private final Population nodes;
  private final RandomGenerator random;
  private final LookupHops hops = new LookupHops();

  private LookupTable(long seed, int lossPercent) {
    this.sim = Simulation.seeded(seed);
    this.random = sim.random("lookups");
    sim.network().loss(lossPercent / 100.0);
    // The ancestor's JSON is not what is measured here.
    sim.network().rule(packet -> packet.payload().get(0) == '{' ? Verdict.drop() : Verdict.pass());
    this.nodes = new Population(sim, builder -> builder.replication(Replication.factor(FACTOR)));
  }

  /** See the class. */
  public static void main(String[] args) {
    int size = Integer.parseInt(args[0]);
    int lossPercent = Integer.parseInt(args[1]);
    int lookups = Integer.parseInt(args[2]);
    new LookupTable(Long.parseLong(args[3]), lossPercent).run(size, lossPercent, lookups);
  }

  private void run(int size, int lossPercent, int lookups) {
    nodes.join(size, Duration.ofSeconds(Math.max(60, size / 20)));
    for (int i = 0; i < KEYS; i++) {
      nodes.any().putAsync("key" + i, "value");
      sim.run(Duration.ofMillis(50));
    }
    sim.run(SETTLE);
    sim.network().rule(hops);
    int[] toClosest = new int[lookups];
    int closestFound = 0;
    long asked = 0;
    double[] millis = new double[lookups];
    for (int i = 0; i < lookups; i++) {
      Key key = Key.of("nobody" + i);
      SimNode origin = nodes.any();
      millis[i] = timed(origin, key);
      SimNode closest = closestTo(key.id(), origin);
      toClosest[i] = hops.hopsTo(closest.address());
      closestFound += toClosest[i] > 0 ? 1 : 0;
      asked += hops.asked();
    }
    int found = 0;
    for (int i = 0; i < lookups; i++) {
      found += nodes.any().get("key" + random.nextInt(KEYS)).isPresent() ? 1 : 0;
    }
    Arrays.sort(toClosest);
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "| %,d | %d %% | %.2f | %d | %.1f | %.1f | %.2f %% | %.2f %% of %,d | %.0f | %.0f |%n",
        size,
        lossPercent,
        Arrays.stream(toClosest).average().orElseThrow(),
        toClosest[lookups * 99 / 100],
        StrictMath.log(size) / StrictMath.log(2),
        (double) asked / lookups,
        100.0 * closestFound / lookups,
        100.0 * found / lookups,
        lookups,
        millis[lookups / 2],
        millis[lookups * 99 / 100]);
    printEstimates(size);
  }

  /** What some nodes estimate, over the truth. */
  private void printEstimates(int size) {
    double[] ratios =
        nodes.up().stream()
            .limit(ESTIMATES)
            .mapToDouble(node -> (double) node.snapshot().networkSize() / size)
            .sorted()
            .toArray();
    System.out.printf(
        Locale.ROOT,
        "| %,d | %.2f | %.2f | %.2f |%n",
        size,
        ratios[ratios.length / 10],
        ratios[ratios.length / 2],
        ratios[ratios.length * 9 / 10]);
  }

  /** Looks up a key nobody has, and returns the milliseconds it took. */
  private double timed(SimNode origin, Key key) {
    hops.follow(origin.host().number(), key);
    long begin = sim.elapsed().toNanos();
    Optional<Bytes> nothing = origin.await(origin.node().getAsync(key, ReadConcern.ONE));
    if (nothing.isPresent()) {
      throw new IllegalStateException("somebody holds " + key);
    }
    return (sim.elapsed().toNanos() - begin) / 1e6;
  }

  private SimNode closestTo(Id place, SimNode origin) {
    return nodes.up().stream()
        .filter(node -> node != origin)
        .min(Comparator.comparing(node -> place.distance(node.node().id())))
        .orElseThrow();
  }
}
