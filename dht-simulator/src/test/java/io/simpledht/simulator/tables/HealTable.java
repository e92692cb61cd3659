package io.simpledht.simulator.tables;

import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.simulator.HostContext;
import io.simpledht.simulator.NodeWiring;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.network.Fault;
import io.simpledht.simulator.network.Verdict;
import io.simpledht.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Fifty nodes fall in two halves for a minute, while each half writes and deletes five hundred keys
 * of a common set; then they meet again. Arguments: common keys, loss in percent, first seed,
 * number of seeds, and a file. Each seed's result is added to the file as soon as it is there, and
 * seeds that are in it already are not run again, so a run that was cut can go on. Prints a
 * Markdown row of all that the file holds.
 *
 * <p>The nodes start with the common keys on their disks, as after a restart: to write them over
 * the network would take longer than all the rest, and is not what is measured. What is compared,
 * sent and merged from then on is the nodes' own work.
 */
public final class HealTable {

  private static final int NODES = 50;
  private static final int CHANGES = 500;
  private static final Duration CUT = Duration.ofSeconds(60);
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String VALUE = "x".repeat(80);

  private final Simulation sim;
  private final List<SimNode> nodes = new ArrayList<>();
  private final int keys;
  private final double loss;
  private final MemoryStore common;
  private final Map<Key, Bytes> newest = new LinkedHashMap<>();
  private double bytesOverDifference;

  private HealTable(int keys, double loss, long seed, MemoryStore common) {
    this.sim = Simulation.seeded(seed);
    this.keys = keys;
    this.loss = loss;
    this.common = common;
    // The ancestor's JSON is not what is measured here.
    sim.network().rule(packet -> packet.payload().get(0) == '{' ? Verdict.drop() : Verdict.pass());
  }

  /** See the class. */
  public static void main(String[] args) throws IOException {
    int keys = Integer.parseInt(args[0]);
    int lossPercent = Integer.parseInt(args[1]);
    long first = Long.parseLong(args[2]);
    int seeds = Integer.parseInt(args[3]);
    HealResults results = HealResults.in(Path.of(args[4]));
    MemoryStore common = new MemoryStore();
    IntStream.range(0, keys).mapToObj(Content::entry).forEach(common::merge);
    for (long seed = first; seed < first + seeds; seed++) {
      if (!results.has(seed)) {
        HealTable run = new HealTable(keys, lossPercent / 100.0, seed, common);
        run.join();
        double seconds = run.cutAndHeal();
        results.add(seed, seconds, run.bytesOverDifference);
      }
    }
    print("| keys | loss %% | seeds | s, median | s, worst (seed) | bytes over what differed |%n");
    print("| %,d | %d | %s |%n", keys, lossPercent, results.row());
  }

  private void join() {
    NodeWiring loaded =
        new NodeWiring() {
          @Override
          public Optional<MemoryStore> content(HostContext host) {
            return Optional.of(common);
          }
        };
    for (int i = 0; i < NODES; i++) {
      SimNode node = sim.node(loaded);
      nodes.add(node);
      if (i > 0) {
        node.bootstrapAsync(nodes.get(0));
      }
    }
    sim.until("ready", () -> nodes.stream().allMatch(SimNode::isReady), Duration.ofMinutes(1));
    sim.run(Duration.ofSeconds(20));
    sim.network().loss(loss);
  }

  private double cutAndHeal() {
    int[] left = new int[NODES / 2];
    int[] right = new int[NODES - NODES / 2];
    for (int i = 0; i < NODES; i++) {
      (i % 2 == 0 ? left : right)[i / 2] = nodes.get(i).host().number();
    }
    Fault cut = sim.network().partition(left, right);
    RandomGenerator random = sim.random("changes");
    for (int i = 0; i < CHANGES; i++) {
      sim.run(CUT.dividedBy(CHANGES));
      change(nodes.get(2 * random.nextInt(NODES / 2)), random);
      change(nodes.get(2 * random.nextInt(NODES / 2) + 1), random);
    }
    sim.run(Duration.ofSeconds(1));
    SyncTraffic traffic = new SyncTraffic(sim);
    cut.heal();
    long begin = sim.elapsed().toNanos();
    sim.eventually("all equal", this::allEqual, LIMIT);
    requireNothingResurrected();
    bytesOverDifference =
        (double) traffic.bytes() / (2.0 * CHANGES * Content.ENTRY_BYTES * NODES / 2);
    return (sim.elapsed().toNanos() - begin) / 1e9;
  }

  /** Later in virtual time is newer, because all clocks agree. */
  private void change(SimNode node, RandomGenerator random) {
    Key key = Content.key(random.nextInt(keys));
    if (random.nextBoolean()) {
      Bytes value = Bytes.utf8(VALUE + newest.size() + node);
      node.node().putAsync(key, value, WriteOptions.DEFAULT);
      newest.put(key, value);
    } else {
      node.node().deleteAsync(key, WriteOptions.DEFAULT);
      newest.put(key, Bytes.EMPTY);
    }
    sim.run(Duration.ofMillis(2)); // so that no two changes carry the same instant
  }

  private boolean allEqual() {
    SimNode first = nodes.get(0);
    for (SimNode node : nodes) {
      if (node.entries() != first.entries()) {
        return false;
      }
      for (Key key : newest.keySet()) {
        var here = node.store().get(key).map(Entry::version);
        if (!here.equals(first.store().get(key).map(Entry::version))) {
          return false;
        }
      }
    }
    return true;
  }

  private void requireNothingResurrected() {
    for (SimNode node : nodes) {
      newest.forEach(
          (key, value) -> {
            Bytes held = node.store().get(key).flatMap(Entry::value).orElse(Bytes.EMPTY);
            if (!held.equals(value)) {
              throw new IllegalStateException(
                  "seed " + sim.seed() + ": " + node + " holds another value of " + key);
            }
          });
    }
  }

  private static void print(String format, Object... values) {
    System.out.print(String.format(Locale.ROOT, format, values));
  }
}
