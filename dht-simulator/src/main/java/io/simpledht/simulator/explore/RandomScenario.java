package io.simpledht.simulator.explore;

import io.simpledht.protocol.WriteConcern;
import io.simpledht.simulator.DiskSettings;
import io.simpledht.simulator.network.NatKind;
import io.simpledht.simulator.random.SimRandom;
import io.simpledht.simulator.scenario.Churn;
import io.simpledht.simulator.scenario.NetworkSettings;
import io.simpledht.simulator.scenario.NetworkSettings.Bursts;
import io.simpledht.simulator.scenario.NetworkSettings.Lines;
import io.simpledht.simulator.scenario.NetworkSettings.Nat;
import io.simpledht.simulator.scenario.NodeSettings;
import io.simpledht.simulator.scenario.Phase;
import io.simpledht.simulator.scenario.Phase.Cut;
import io.simpledht.simulator.scenario.Scenario;
import io.simpledht.simulator.scenario.Share;
import io.simpledht.simulator.scenario.Weather;
import io.simpledht.simulator.scenario.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A scenario drawn from a seed. Each kind of fault is left out of most scenarios (swarm testing,
 * Groce and others 2012): a run in which everything happens at once hides the faults that another
 * fault masks. Sizes are drawn evenly on a logarithmic scale, as most faults show among few nodes
 * and with few keys.
 */
public final class RandomScenario {

  private static final int MAX_NODES = 64;
  private static final int MAX_TROUBLES = 4;

  /** Scenarios in which nodes hold a part of the keys. */
  private static final double FACTOR_SHARE = 0.35;

  /** Scenarios in which syncs take time. */
  private static final double SLOW_DISK_SHARE = 0.3;

  private static final double MAX_SYNC_MILLIS = 200;

  /** Copies written in one run at most, which is what a run costs. */
  private static final double MAX_COPIES = 20_000;

  private static final Duration HEAL = Duration.ofMinutes(4);

  /** A copy that only nodes hold which are not to hold it waits for one of their walks. */
  private static final Duration HEAL_WITH_FACTOR = Duration.ofMinutes(10);

  /** Clocks of two nodes may differ by twice this; a version 60 s ahead is refused. */
  private static final String CLOCK_ERROR = "1s..25s";

  private static final List<Cut> CUTS =
      List.of(Cut.HALVES, Cut.ISOLATE, Cut.ONE_WAY, Cut.BRIDGE, Cut.RING);

  private final SimRandom random;
  private final List<Phase> phases = new ArrayList<>();
  private final int nodes;

  private RandomScenario(SimRandom random) {
    this.random = random;
    this.nodes = logarithmic(2, MAX_NODES);
  }

  /** The scenario of a seed; equal seeds give equal scenarios. */
  public static Scenario of(long seed) {
    Scenario drawn = new RandomScenario(SimRandom.of(seed, "random-scenario", 0)).scenario(seed);
    return LaterFaults.add(drawn, seed);
  }

  private Scenario scenario(long seed) {
    NodeSettings node = node(disk(SimRandom.of(seed, "random-disk", 0)));
    NetworkSettings network = network();
    Churn churn = chance(0.25) ? churn() : null;
    phases(node.factor() > 0 ? HEAL_WITH_FACTOR : HEAL);
    return new Scenario(
        "explore-" + seed,
        "Drawn from seed " + seed,
        nodes,
        node,
        network,
        churn,
        workload(),
        phases,
        List.of(),
        Scenario.Ties.FIFO);
  }

  // Chance

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private double between(double low, double high) {
    return low + random.nextDouble() * (high - low);
  }

  private double logarithmic(double low, double high) {
    return low * StrictMath.pow(high / low, random.nextDouble());
  }

  private int logarithmic(int low, int high) {
    return (int) logarithmic((double) low, high + 1.0);
  }

  private Duration seconds(double low, double high) {
    return Duration.ofMillis((long) (1_000 * logarithmic(low, high)));
  }

  private Share some() {
    return Share.part(StrictMath.round(100 * between(0.1, 0.6)) / 100.0);
  }

  private String millis(double low, double high) {
    return (int) logarithmic(low, high) + "ms";
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }

  // What there is

  private NodeSettings node(DiskSettings disk) {
    int factor = chance(FACTOR_SHARE) ? 2 + random.nextInt(7) : 0;
    int seeds = 1 + random.nextInt(3);
    Duration antiEntropy = chance(0.3) ? seconds(1, 30) : null;
    return new NodeSettings(factor, seeds, antiEntropy, null, 0, null, disk);
  }

  /**
   * From a drive with a protected cache to a busy one with turning plates. Drawn by itself, so that
   * the rest of a scenario is as it would be without.
   */
  private static DiskSettings disk(SimRandom random) {
    boolean slow = random.nextDouble() < SLOW_DISK_SHARE;
    double millis = StrictMath.pow(MAX_SYNC_MILLIS, random.nextDouble());
    return DiskSettings.syncingIn(Duration.ofMillis(slow ? (long) millis : 0));
  }

  private NetworkSettings network() {
    String latency =
        pick(
            millis(1, 100),
            millis(1, 20) + ".." + millis(21, 200),
            String.format(Locale.ROOT, "lognormal(%s, %.1f)", millis(5, 80), between(0.1, 0.8)));
    Weather weather =
        new Weather(
            chance(0.6) ? logarithmic(0.005, 0.25) : 0,
            chance(0.25) ? logarithmic(0.005, 0.1) : 0,
            chance(0.25) ? logarithmic(0.01, 0.2) : 0,
            chance(0.15) ? logarithmic(0.002, 0.05) : 0,
            chance(0.15) ? logarithmic(0.002, 0.05) : 0,
            chance(0.1) ? logarithmic(0.002, 0.05) : 0,
            0);
    Bursts bursts =
        chance(0.15) ? new Bursts(some(), seconds(10, 60), seconds(0.1, 3), between(0.3, 1)) : null;
    Lines lines = chance(0.1) ? new Lines(some(), 1e6, 4e6, 64 << 10) : null;
    NatKind[] kinds = NatKind.values();
    Nat nat =
        chance(0.15)
            ? new Nat(some(), kinds[random.nextInt(kinds.length)], Duration.ofSeconds(30))
            : null;
    int mtu = chance(0.1) ? 1_200 : 0;
    return new NetworkSettings(latency, weather, mtu, bursts, lines, nat, null);
  }

  private Churn churn() {
    Duration session = seconds(30, 300);
    String law =
        pick(
            "exponential(" + session.toSeconds() + "s)",
            "weibull(0.6, " + session.toSeconds() + "s)",
            "pareto(1.5, " + session.toSeconds() + "s)",
            "lognormal(" + session.toSeconds() + "s, 1)");
    String absence = "exponential(" + seconds(5, 60).toSeconds() + "s)";
    return new Churn(law, absence, random.nextDouble(), chance(0.3) ? 0.2 : 0);
  }

  private Workload workload() {
    double seconds = phases.stream().mapToDouble(phase -> phase.length().toSeconds()).sum();
    double most = StrictMath.min(5, MAX_COPIES / nodes / seconds);
    double puts = logarithmic(most / 20, most);
    int small = logarithmic(1, 100);
    int large = chance(0.15) ? logarithmic(1_000, 30_000) : small + 100;
    return new Workload(
        puts,
        logarithmic(0.1, 5),
        chance(0.5) ? puts * between(0.05, 0.5) : 0,
        logarithmic(1, 200),
        chance(0.5) ? between(0.5, 1.2) : 0,
        small,
        large,
        concern());
  }

  private WriteConcern concern() {
    return switch (random.nextInt(5)) {
      case 0 -> WriteConcern.LOCAL;
      case 1 -> WriteConcern.MAJORITY;
      case 2 -> WriteConcern.ALL;
      case 3 -> WriteConcern.count(2);
      default -> WriteConcern.ONE;
    };
  }

  // What happens

  private void phases(Duration heal) {
    phases.add(new Phase.Join(0, seconds(0.1, 20)));
    if (chance(0.4)) {
      phases.add(new Phase.Load(logarithmic(10, 300), logarithmic(20, 400), seconds(1, 10)));
    }
    phases.add(new Phase.Run(seconds(5, 60)));
    int rounds = chance(0.25) ? 2 : 1;
    for (int round = 0; round < rounds; round++) {
      int troubles = random.nextInt(MAX_TROUBLES + 1);
      for (int i = 0; i < troubles; i++) {
        phases.add(trouble());
        if (chance(0.5)) {
          phases.add(new Phase.Run(seconds(1, 60)));
        }
      }
      phases.add(new Phase.Heal(heal));
    }
  }

  private Phase trouble() {
    return switch (random.nextInt(9)) {
      case 0, 1 -> partition();
      case 2 -> new Phase.Crash(some(), chance(0.2), seconds(0.5, 60), seconds(0.1, 10));
      case 3 -> new Phase.Crash(few(), false, null, seconds(0.1, 10));
      case 4 -> new Phase.Leave(few(), seconds(0.1, 10));
      case 5 -> new Phase.Pause(some(), seconds(0.5, 30));
      case 6 -> new Phase.Slow(some(), Duration.ofMillis(1 + random.nextInt(50)), seconds(5, 60));
      case 7 -> new Phase.Clock(some(), CLOCK_ERROR, seconds(1, 10));
      default -> new Phase.Storm(storm(), seconds(2, 60));
    };
  }

  /** A few, of whom many can be gone for good before nobody is left to be cut off. */
  private Share few() {
    return Share.part(between(0.05, 0.25));
  }

  private Phase partition() {
    // In a small ring everybody reaches everybody.
    int choice = random.nextInt(nodes < 16 ? CUTS.size() - 1 : CUTS.size());
    return new Phase.Partition(CUTS.get(choice), some(), seconds(2, 120));
  }

  private Weather storm() {
    return new Weather(
        between(0.1, 0.7),
        chance(0.3) ? 0.2 : 0,
        chance(0.3) ? 0.3 : 0,
        chance(0.2) ? 0.05 : 0,
        chance(0.2) ? 0.05 : 0,
        0,
        0);
  }
}
