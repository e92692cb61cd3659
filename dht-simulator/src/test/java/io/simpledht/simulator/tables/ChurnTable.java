package io.simpledht.simulator.tables;

import io.simpledht.node.Replication;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.message.MessageType;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.network.Verdict;
import io.simpledht.simulator.random.Law;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A thousand nodes that keep 16 copies of each key, whose sessions end in crashes: each is replaced
 * at once by an empty node with another id and address. Arguments: median session in seconds or 0
 * for none, minutes to measure, seed, and optionally the number of nodes. Prints a Markdown row,
 * and traffic by type.
 */
public final class ChurnTable {

  private static final int FACTOR = 16;
  private static final int KEYS = 1_000;
  private static final String VALUE = "x".repeat(100);
  private static final double SHAPE = 0.6;
  private static final double LOSS = 0.05;

  /** Time for tables to fill and for comparisons to calm down, and for churn to become usual. */
  private static final Duration SETTLE = Duration.ofMinutes(5);

  /** Enough reads for a figure, too few to weigh in the traffic of the upkeep. */
  private static final Duration READ_EVERY = Duration.ofMillis(200);

  private final Simulation sim;
  private final Population nodes;
  private final RandomGenerator random;
  private final TrafficByType traffic = new TrafficByType();
  private final Duration median;
  private long crashes;
  private long reads;
  private long found;

  private ChurnTable(long seed, Duration median) {
    this.sim = Simulation.seeded(seed);
    this.random = sim.random("churn");
    this.median = median;
    sim.network().loss(LOSS);
    // The ancestor's JSON is not what is measured here.
    sim.network().rule(packet -> packet.payload().get(0) == '{' ? Verdict.drop() : Verdict.pass());
    this.nodes = new Population(sim, builder -> builder.replication(Replication.factor(FACTOR)));
  }

  /** See the class. */
  public static void main(String[] args) {
    Duration median = Duration.ofMillis((long) (1_000 * Double.parseDouble(args[0])));
    Duration measured = Duration.ofMinutes(Integer.parseInt(args[1]));
    int size = args.length > 3 ? Integer.parseInt(args[3]) : 1_000;
    new ChurnTable(Long.parseLong(args[2]), median).run(size, measured);
  }

  private void run(int size, Duration measured) {
    nodes.join(size, Duration.ofMinutes(2));
    for (int i = 0; i < KEYS; i++) {
      nodes.any().putAsync("key" + i, VALUE);
      sim.run(Duration.ofMillis(20));
    }
    sim.network().rule(traffic);
    sim.run(SETTLE);
    if (!median.isZero()) {
      nodes.up().forEach(this::endSession);
      sim.run(Duration.ofNanos(Math.min(SETTLE.toNanos(), 3 * median.toNanos())));
    }
    crashes = 0;
    traffic.reset();
    for (Duration t = Duration.ZERO; t.compareTo(measured) < 0; t = t.plus(READ_EVERY)) {
      read();
      sim.run(READ_EVERY);
    }
    sim.run(Duration.ofSeconds(30));
    print(size, measured.plusSeconds(30));
  }

  /** Sessions have lasted for some time already when we begin to look. */
  private void endSession(SimNode node) {
    Law law = session();
    plan(node, law.sampleNanos(random) / 2);
  }

  private Law session() {
    double scale = median.toNanos() / StrictMath.pow(StrictMath.log(2), 1 / SHAPE);
    return Law.weibull(SHAPE, scale);
  }

  private void plan(SimNode node, long nanos) {
    sim.after(
        Duration.ofNanos(nanos),
        () -> {
          crashes++;
          nodes.crash(node);
          plan(nodes.add(), session().sampleNanos(random));
        });
  }

  private void read() {
    SimNode reader = nodes.any();
    int key = random.nextInt(KEYS);
    reads++;
    reader
        .node()
        .getAsync(Key.of("key" + key), ReadConcern.ONE)
        .thenAccept(value -> found += value.isPresent() ? 1 : 0);
  }

  private void print(int size, Duration time) {
    double nodeSeconds = size * (time.toNanos() / 1e9);
    long reading = traffic.bytes(MessageType.FIND_VALUE, MessageType.VALUE_FOUND);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %.2f %% | %.0f | %.0f | %s |%n",
        median.isZero() ? "none" : median.toSeconds() / 60.0 + " min",
        crashes,
        reads,
        100.0 * found / reads,
        (traffic.bytes() - reading) / nodeSeconds,
        reading / nodeSeconds,
        copies());
    System.out.println(traffic.rates(nodeSeconds));
  }

  /** Copies of a key: fewest, mean, most; and keys without any. */
  private String copies() {
    int fewest = Integer.MAX_VALUE;
    int most = 0;
    int lost = 0;
    long sum = 0;
    for (int i = 0; i < KEYS; i++) {
      String key = "key" + i;
      int copies = 0;
      for (SimNode node : nodes.up()) {
        copies += node.held(key).equals(Optional.of(VALUE)) ? 1 : 0;
      }
      fewest = Math.min(fewest, copies);
      most = Math.max(most, copies);
      lost += copies == 0 ? 1 : 0;
      sum += copies;
    }
    return String.format(
        Locale.ROOT, "%d / %.1f / %d | %d", fewest, (double) sum / KEYS, most, lost);
  }
}
