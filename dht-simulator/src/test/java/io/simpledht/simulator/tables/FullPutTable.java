package io.simpledht.simulator.tables;

import io.simpledht.node.PutResult;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.message.MessageType;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.network.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * Puts in a network of full copies, one at a time: when the last node has it, when the writer knows
 * that, and how many datagrams that took. Arguments: nodes, loss in percent each way, puts, seed.
 * Prints a Markdown row.
 */
public final class FullPutTable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** By then tables are as full as they get; among a thousand nodes none has room for all. */
  private static final Duration SETTLE = Duration.ofMinutes(5);

  private final Simulation sim;
  private final Population nodes;
  private final TrafficByType traffic = new TrafficByType();

  private FullPutTable(long seed) {
    this.sim = Simulation.seeded(seed);
    // The ancestor's JSON is not what is measured here.
    sim.network().rule(packet -> packet.payload().get(0) == '{' ? Verdict.drop() : Verdict.pass());
    this.nodes = new Population(sim, builder -> builder);
  }

  /** See the class. */
  public static void main(String[] args) {
    int size = Integer.parseInt(args[0]);
    int lossPercent = Integer.parseInt(args[1]);
    int puts = Integer.parseInt(args[2]);
    new FullPutTable(Long.parseLong(args[3])).run(size, lossPercent, puts);
  }

  private void run(int size, int lossPercent, int puts) {
    nodes.join(size, Duration.ofMinutes(1));
    sim.run(SETTLE);
    sim.network().loss(lossPercent / 100.0);
    sim.network().rule(traffic);
    double[] everywhere = new double[puts];
    double[] known = new double[puts];
    long stores = 0;
    long acknowledgements = 0;
    long confirmed = 0;
    for (int i = 0; i < puts; i++) {
      traffic.reset();
      long begin = sim.elapsed().toNanos();
      SimNode writer = nodes.any();
      String key = "key" + i;
      WriteOptions all = WriteOptions.DEFAULT.withConcern(WriteConcern.ALL).withTimeout(LIMIT);
      var result = writer.node().putAsync(Key.of(key), Bytes.utf8("value"), all);
      sim.until("everywhere", () -> holdAll(key), LIMIT);
      everywhere[i] = (sim.elapsed().toNanos() - begin) / 1e6;
      PutResult outcome = writer.await(result);
      known[i] = (sim.elapsed().toNanos() - begin) / 1e6;
      confirmed += outcome.confirmed();
      sim.run(Duration.ofSeconds(5));
      stores += traffic.datagrams(MessageType.STORE);
      acknowledgements += traffic.datagrams(MessageType.STORED, MessageType.WORKING);
    }
    Arrays.sort(everywhere);
    Arrays.sort(known);
    System.out.printf(
        Locale.ROOT,
        "| %,d | %d %% | %.0f / %.0f | %.0f / %.0f | %.1f | %.1f | %.2f |%n",
        size,
        lossPercent,
        everywhere[puts / 2],
        everywhere[puts * 99 / 100],
        known[puts / 2],
        known[puts * 99 / 100],
        (double) stores / puts,
        (double) acknowledgements / puts,
        (double) confirmed / puts);
  }

  private int missing; // where the last look ended: nodes before it hold the key

  private boolean holdAll(String key) {
    if (missing >= nodes.up().size()) {
      missing = 0;
    }
    while (missing < nodes.up().size() && nodes.up().get(missing).held(key).isPresent()) {
      missing++;
    }
    return missing == nodes.up().size();
  }
}
