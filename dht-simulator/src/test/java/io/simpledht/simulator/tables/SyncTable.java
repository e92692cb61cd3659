package io.simpledht.simulator.tables;

import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import java.time.Duration;
import java.util.Locale;

/**
 * Measures what comparing two nodes and copying to an empty one cost, in virtual time. Prints
 * Markdown tables; docs/SIMULATION.md shows them and the command.
 */
public final class SyncTable {

  private static final Duration ONE_WAY = Duration.ofMillis(25);
  private static final Duration ROUND_TRIP = ONE_WAY.multipliedBy(2);

  /** A comparison is over when nothing was sent for this long; the next one follows later. */
  private static final long QUIET_NANOS = 300_000_000L;

  private SyncTable() {}

  /** Arguments: which tables, of "compare", "compare-million", "join", "join-million". */
  public static void main(String[] args) {
    for (String table : args) {
      switch (table) {
        case "compare" -> compare(100_000, 0, 1, 10, 100, 1_000, 10_000);
        case "compare-million" -> compare(1_000_000, 100);
        case "join" -> join(100_000, 0, 10, 20, 30);
        case "join-million" -> join(1_000_000, 0);
        default -> throw new IllegalArgumentException("no table " + table);
      }
    }
  }

  private static void compare(int entries, int... differences) {
    print("| n | d | datagrams | bytes | bytes over the differing entries' | round trips |%n");
    print("|---|---|---|---|---|---|%n");
    for (int difference : differences) {
      Cost cost = compareOnce(entries, difference, 1);
      String ratio =
          difference == 0
              ? "-"
              : format("%.2f", (double) cost.bytes / difference / Content.ENTRY_BYTES);
      print(
          "| %,d | %,d | %,d | %,d | %s | %.1f |%n",
          entries, difference, cost.datagrams, cost.bytes, ratio, cost.roundTrips);
    }
  }

  private record Cost(long datagrams, long bytes, double roundTrips) {}

  /** Two nodes know each other and are equal but for {@code difference} entries, half on each. */
  private static Cost compareOnce(int entries, int difference, long seed) {
    Simulation sim = Simulation.seeded(seed);
    sim.network().latency(ONE_WAY);
    SimNode quiet = sim.node(builder -> builder.antiEntropyInterval(Duration.ofDays(1)));
    SimNode asker = sim.node(builder -> builder.antiEntropyInterval(Duration.ofSeconds(10)));
    asker.bootstrapAsync(quiet);
    sim.until("joined", asker::isReady, Duration.ofSeconds(30));
    sim.run(Duration.ofSeconds(5));
    int common = entries - difference;
    int half = entries - difference / 2;
    Content.fill(quiet, 0, half);
    Content.fill(asker, 0, common);
    Content.fill(asker, half, entries);
    SyncTraffic traffic = new SyncTraffic(sim);
    while (!traffic.isOver(sim.elapsed().toNanos(), QUIET_NANOS)) {
      sim.run(Duration.ofMillis(10));
    }
    if (!Content.equal(quiet.store(), asker.store())) {
      throw new IllegalStateException("not equal after one comparison");
    }
    double span = traffic.spanNanos() + ONE_WAY.toNanos();
    return new Cost(traffic.datagrams(), traffic.bytes(), span / ROUND_TRIP.toNanos());
  }

  private static void join(int entries, int... lossPercents) {
    print("| entries | loss %% | seconds | datagrams | bytes over the entries' |%n");
    print("|---|---|---|---|---|%n");
    for (int loss : lossPercents) {
      joinOnce(entries, loss, 1);
    }
  }

  private static void joinOnce(int entries, int lossPercent, long seed) {
    Simulation sim = Simulation.seeded(seed);
    sim.network().latency(ONE_WAY).loss(lossPercent / 100.0);
    SimNode full = sim.node();
    Content.fill(full, 0, entries);
    SyncTraffic traffic = new SyncTraffic(sim);
    SimNode empty = sim.node();
    long begin = sim.elapsed().toNanos();
    empty.bootstrapAsync(full);
    sim.run(Duration.ofMillis(1));
    sim.until(
        "all copied and ready",
        () -> empty.isReady() && empty.entries() == entries,
        Duration.ofMinutes(60));
    double seconds = (sim.elapsed().toNanos() - begin) / 1e9;
    double ratio = (double) traffic.bytes() / entries / Content.ENTRY_BYTES;
    print(
        "| %,d | %d | %.2f | %,d | %.2f |%n",
        entries, lossPercent, seconds, traffic.datagrams(), ratio);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static void print(String format, Object... values) {
    System.out.print(format(format, values));
  }
}
