package io.simpledht.simulator.explore;

import io.simpledht.simulator.DiskFault;
import io.simpledht.simulator.random.SimRandom;
import io.simpledht.simulator.scenario.Churn;
import io.simpledht.simulator.scenario.NetworkSettings;
import io.simpledht.simulator.scenario.NetworkSettings.Lines;
import io.simpledht.simulator.scenario.Phase;
import io.simpledht.simulator.scenario.Phase.Cut;
import io.simpledht.simulator.scenario.Regions;
import io.simpledht.simulator.scenario.Scenario;
import io.simpledht.simulator.scenario.Scenario.Ties;
import io.simpledht.simulator.scenario.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Kinds of faults that exploration learned later than those of {@link RandomScenario}. Each draws
 * from a stream of its own name, so that a seed's scenario stays as it was but for what is added,
 * and seeds that once failed go on to show what they showed.
 */
final class LaterFaults {

  private static final double SHARE = 0.1;
  private static final double CHURN_SHARE = 0.3;
  private static final double TIES_SHARE = 0.25;
  private static final double POWER_SHARE = 0.9;
  private static final int QUEUE_BYTES = 256 << 10;

  /** Within this a delete has reached all when a network is whole again. */
  private static final Duration SPREADING = Duration.ofMinutes(1);

  private static final Duration LONGEST_REPLAY = Duration.ofMinutes(1);

  /** Over the longest run a clock goes wrong by two seconds. */
  private static final double DRIFT_PPM = 1_000;

  private final long seed;
  private Scenario scenario;

  private LaterFaults(Scenario scenario, long seed) {
    this.scenario = scenario;
    this.seed = seed;
  }

  /** The scenario with some more faults, or the same if none was drawn. */
  static Scenario add(Scenario scenario, long seed) {
    LaterFaults faults = new LaterFaults(scenario, seed);
    faults.network();
    faults.nodes();
    faults.troubles();
    faults.forgetting();
    return faults.scenario;
  }

  /** The stream of a kind, or null if this scenario is spared. */
  private SimRandom drawn(String kind, double share) {
    SimRandom random = SimRandom.of(seed, "random-" + kind, 0);
    return random.nextDouble() < share ? random : null;
  }

  private static double logarithmic(SimRandom random, double low, double high) {
    return low * StrictMath.pow(high / low, random.nextDouble());
  }

  private static Duration seconds(SimRandom random, double low, double high) {
    return Duration.ofMillis((long) (1_000 * logarithmic(random, low, high)));
  }

  private static Share some(SimRandom random) {
    return Share.part(StrictMath.round(100 * (0.1 + 0.5 * random.nextDouble())) / 100.0);
  }

  // All the time

  private void network() {
    NetworkSettings network = scenario.network();
    SimRandom replies = drawn("reply-loss", SHARE);
    if (replies != null) {
      double loss = logarithmic(replies, 0.01, 0.3);
      network = network.withWeather(network.weather().withReplyLoss(loss));
    }
    SimRandom line = drawn("line-loss", SHARE);
    if (line != null && network.lines() == null) {
      double much = logarithmic(line, 0.05, 0.4);
      boolean up = line.nextBoolean();
      Lines lines = new Lines(some(line), 0, 0, QUEUE_BYTES, up ? much : 0, up ? 0 : much);
      network = network.withLines(network.mtu(), network.bursts(), lines, network.nat());
    }
    SimRandom place = drawn("regions", SHARE);
    if (place != null) {
      double loss = place.nextBoolean() ? logarithmic(place, 0.01, 0.2) : 0;
      network = network.withRegions(Regions.continents(loss));
    }
    scenario = scenario.withNetwork(network);
  }

  private void nodes() {
    Churn churn = scenario.churn();
    SimRandom moving = drawn("churn-address", CHURN_SHARE);
    if (churn != null && moving != null) {
      scenario = scenario.withChurn(churn.withNewAddress(moving.nextDouble()));
    }
    if (scenario.node().factor() > 0 && drawn("single-copy", SHARE) != null) {
      scenario = scenario.withNode(scenario.node().withFactor(1));
    }
    if (drawn("ties", TIES_SHARE) != null) {
      scenario = scenario.withTies(Ties.RANDOM);
    }
  }

  // For a while

  private void troubles() {
    List<Phase> troubles = new ArrayList<>();
    trouble(troubles, "clog", random -> new Phase.Clog(some(random), seconds(random, 1, 20)));
    trouble(troubles, "move", random -> new Phase.Move(some(random), seconds(random, 0.1, 10)));
    trouble(troubles, "crash-address", LaterFaults::crashWithNewAddress);
    trouble(troubles, "drift", LaterFaults::drift);
    trouble(troubles, "broken-disk", LaterFaults::brokenDisk);
    trouble(troubles, "unreadable-disk", LaterFaults::unreadableDisk);
    if (scenario.network().regions() != null) {
      trouble(troubles, "region-cut", LaterFaults::regionCut);
    }
    SimRandom power = drawn("power-failure", POWER_SHARE);
    if (power != null && !scenario.node().disk().latency().isZero()) {
      powerFailure(troubles, power);
    }
    if (!troubles.isEmpty()) {
      scenario = scenario.withPhases(beforeFirstHeal(scenario.phases(), troubles));
    }
  }

  private void trouble(List<Phase> troubles, String kind, Function<SimRandom, Phase> made) {
    SimRandom random = drawn(kind, SHARE);
    if (random != null) {
      troubles.add(made.apply(random));
    }
  }

  private static Phase crashWithNewAddress(SimRandom random) {
    Duration down = seconds(random, 0.5, 60);
    return new Phase.Crash(some(random), false, down, seconds(random, 0.1, 10), 1);
  }

  /** In the middle of many writes, so that it finds some on their way to the disk. */
  private static void powerFailure(List<Phase> troubles, SimRandom random) {
    int entries = (int) logarithmic(random, 20, 200);
    int bytes = (int) logarithmic(random, 20, 400);
    troubles.add(new Phase.Load(entries, bytes, Duration.ofSeconds(1)));
    Share many = Share.part(0.3 + StrictMath.round(50 * random.nextDouble()) / 100.0);
    troubles.add(new Phase.Crash(many, false, seconds(random, 1, 20), Duration.ZERO));
  }

  private static Phase drift(SimRandom random) {
    return new Phase.Clock(some(random), "1ms", DRIFT_PPM, seconds(random, 1, 10));
  }

  private static Phase brokenDisk(SimRandom random) {
    DiskFault fault = random.nextBoolean() ? DiskFault.FULL : DiskFault.FAILING;
    return new Phase.Disk(some(random), fault, seconds(random, 2, 60));
  }

  private static Phase unreadableDisk(SimRandom random) {
    return new Phase.Disk(some(random), DiskFault.UNREADABLE, seconds(random, 1, 20));
  }

  private static Phase regionCut(SimRandom random) {
    Share region = Share.in(Regions.CONTINENTS.get(random.nextInt(Regions.CONTINENTS.size())));
    return new Phase.Partition(Cut.SPLIT, region, seconds(random, 2, 120));
  }

  // What is remembered

  /**
   * Known limits are not drawn: with a factor, who was away for longer may bring back what was
   * deleted; so may several that were apart from the others together, and an old datagram that
   * comes again after the delete is forgotten.
   */
  private void forgetting() {
    SimRandom random = drawn("retention", SHARE);
    if (random == null || scenario.node().factor() > 0) {
      return;
    }
    Duration drawn = seconds(random, 60, 300);
    Duration least = groupsApart().plus(SPREADING);
    Duration retention = drawn.compareTo(least) > 0 ? drawn : least;
    retention = retention.plus(isReplaying() ? LONGEST_REPLAY : Duration.ZERO);
    scenario = scenario.withNode(scenario.node().withRetention(retention));
  }

  private Duration groupsApart() {
    return scenario.phases().stream()
        .filter(phase -> phase instanceof Phase.Partition cut && !leavesTwoTogether(cut))
        .map(Phase::length)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Whether only nodes by themselves are away: of two that part, each was away from the other. */
  private boolean leavesTwoTogether(Phase.Partition cut) {
    int nodes = scenario.nodes();
    return cut.kind() == Cut.ISOLATE && nodes - cut.nodes().of(nodes) > 1;
  }

  private boolean isReplaying() {
    return scenario.network().weather().replay() > 0
        || scenario.phases().stream()
            .anyMatch(phase -> phase instanceof Phase.Storm storm && storm.weather().replay() > 0);
  }

  private static List<Phase> beforeFirstHeal(List<Phase> phases, List<Phase> added) {
    int at = 0;
    while (at < phases.size() && !(phases.get(at) instanceof Phase.Heal)) {
      at++;
    }
    List<Phase> all = new ArrayList<>(phases.subList(0, at));
    all.addAll(added);
    all.addAll(phases.subList(at, phases.size()));
    return all;
  }
}
