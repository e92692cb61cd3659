package io.simpledht.simulator.plan;

import io.simpledht.simulator.DiskFault;
import io.simpledht.simulator.random.Law;
import io.simpledht.simulator.random.SimRandom;
import io.simpledht.simulator.scenario.LawText;
import io.simpledht.simulator.scenario.Phase;
import io.simpledht.simulator.scenario.Scenario;
import io.simpledht.simulator.scenario.Share;
import io.simpledht.simulator.scenario.Weather;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Expands a scenario and a seed into a plan. Every kind of choice draws from a stream of its own,
 * so that changing one phase leaves the choices of the others alone.
 *
 * <p>The nodes that joiners are told of, the first ones, are spared what lasts for ever: otherwise
 * a newcomer's failure to join would be the scenario's fault.
 */
public final class Planner {

  private final Scenario scenario;
  private final long seed;
  private final List<Step> steps = new ArrayList<>();
  private final Roster roster;
  private long now;
  private int cuts;
  private int loads;
  private int loadCalls;

  private Planner(Scenario scenario, long seed) {
    this.scenario = scenario;
    this.seed = seed;
    int seeds = StrictMath.min(scenario.node().seeds(), scenario.nodes());
    this.roster = new Roster(seeds, scenario.network().regions());
  }

  /** The plan of a scenario under a seed; equal arguments give equal plans. */
  public static Plan plan(Scenario scenario, long seed) {
    return new Planner(scenario, seed).plan();
  }

  private Plan plan() {
    for (int i = 0; i < scenario.phases().size(); i++) {
      Phase phase = scenario.phases().get(i);
      steps.add(new Step.Phase(now, phase.name(), Words.of(phase)));
      begin(phase, SimRandom.of(seed, "phase-" + phase.name(), i));
      now += phase.length().toNanos();
    }
    Background background = new Background(scenario, seed, roster);
    steps.addAll(background.steps());
    // Sorting is stable: what was planned first happens first.
    steps.sort(Comparator.comparingLong(Step::at));
    World world =
        new World(
            scenario.name(),
            seed,
            roster.joined(),
            scenario.node(),
            scenario.network(),
            scenario.workload().concern(),
            scenario.expectations(),
            now,
            scenario.ties() == Scenario.Ties.RANDOM);
    return new Plan(world, steps);
  }

  private void begin(Phase phase, SimRandom random) {
    if (phase instanceof Phase.Join join) {
      join(join);
    } else if (phase instanceof Phase.Load load) {
      load(load, random);
    } else if (phase instanceof Phase.Partition partition) {
      partition(partition, random);
    } else if (phase instanceof Phase.Crash crash) {
      crash(crash, random);
    } else if (phase instanceof Phase.Leave leave) {
      leave(leave, random);
    } else if (phase instanceof Phase.Move move) {
      move(move, random);
    } else if (phase instanceof Phase.Heal heal) {
      heal(heal);
    } else {
      trouble(phase, random);
    }
  }

  private void trouble(Phase phase, SimRandom random) {
    if (phase instanceof Phase.Pause pause) {
      for (int node : roster.some(pause.nodes(), random)) {
        steps.add(new Step.Pause(now, node, true));
        steps.add(new Step.Pause(end(phase), node, false));
      }
    } else if (phase instanceof Phase.Slow slow) {
      for (int node : roster.some(slow.nodes(), random)) {
        steps.add(new Step.Slow(now, node, slow.perEvent().toNanos()));
        steps.add(new Step.Slow(end(phase), node, 0));
      }
    } else if (phase instanceof Phase.Clock clock) {
      clock(clock, random);
    } else if (phase instanceof Phase.Disk disk) {
      for (int node : roster.some(disk.nodes(), random)) {
        disk(disk.fault(), node, end(phase));
      }
    } else if (phase instanceof Phase.Clog clog) {
      List<Integer> nodes = roster.some(clog.nodes(), random).stream().sorted().toList();
      steps.add(new Step.Clog(now, nodes, clog.length().toNanos()));
    } else if (phase instanceof Phase.Storm storm) {
      steps.add(new Step.Change(now, storm.weather()));
      steps.add(new Step.Change(end(phase), calm()));
    } else if (phase instanceof Phase.RollingRestart rolling) {
      rollingRestart(rolling);
    }
  }

  private long end(Phase phase) {
    return now + phase.length().toNanos();
  }

  private Weather calm() {
    return scenario.network().weather();
  }

  // Each kind of phase

  private void join(Phase.Join join) {
    int left = scenario.nodes() - roster.joined();
    int joining = join.nodes() == 0 ? left : StrictMath.min(join.nodes(), left);
    for (int i = 0; i < joining; i++) {
      List<Integer> seeds = roster.seeds();
      long at = spread(i, joining, join.length());
      steps.add(new Step.Join(at, roster.join(at), seeds));
    }
  }

  /** The date of the i-th of {@code count} events spread evenly over a length. */
  private long spread(int i, int count, Duration length) {
    return count <= 1 ? now : now + length.toNanos() / count * i;
  }

  private void load(Phase.Load load, SimRandom random) {
    int number = loads++;
    for (int i = 0; i < load.entries(); i++) {
      String key = "load" + number + "-" + i;
      int node = roster.any(random);
      long at = spread(i, load.entries(), load.length());
      int call = Background.FIRST_CALL - 1 - loadCalls++;
      steps.add(new Step.Put(at, node, call, key, load.valueBytes()));
    }
  }

  private void partition(Phase.Partition partition, SimRandom random) {
    int id = cuts++;
    List<Integer> shuffled = roster.shuffled(random);
    int half = (shuffled.size() + 1) / 2;
    switch (partition.kind()) {
      case HALVES ->
          cut(id, CutShape.BETWEEN, shuffled.subList(0, half), shuffled.subList(half, size()));
      case BRIDGE ->
          cut(id, CutShape.BETWEEN, shuffled.subList(1, half), shuffled.subList(half, size()));
      case ISOLATE -> cut(id, CutShape.ISOLATE, roster.chosen(partition.nodes(), shuffled));
      case ONE_WAY -> divide(id, CutShape.ONE_WAY, partition.nodes(), shuffled);
      case SPLIT -> divide(id, CutShape.BETWEEN, partition.nodes(), shuffled);
      case RING -> cut(id, CutShape.RING, shuffled);
    }
    steps.add(new Step.Mend(end(partition), id));
  }

  /** Between some nodes and at least one other. */
  private void divide(int id, CutShape shape, Share share, List<Integer> shuffled) {
    List<Integer> chosen = roster.chosen(share, shuffled);
    List<Integer> some = chosen.subList(0, StrictMath.min(size() - 1, chosen.size()));
    List<Integer> others = shuffled.stream().filter(node -> !some.contains(node)).toList();
    cut(id, shape, some, others);
  }

  private int size() {
    return roster.present().size();
  }

  @SafeVarargs
  private void cut(int id, CutShape shape, List<Integer>... groups) {
    List<List<Integer>> sorted = new ArrayList<>();
    for (List<Integer> group : groups) {
      sorted.add(shape == CutShape.RING ? List.copyOf(group) : group.stream().sorted().toList());
    }
    steps.add(new Step.Cut(now, id, shape, sorted));
  }

  private void crash(Phase.Crash crash, SimRandom random) {
    boolean forEver = crash.down() == null;
    List<Integer> victims =
        forEver ? roster.mortals(crash.nodes(), random) : roster.some(crash.nodes(), random);
    for (int i = 0; i < victims.size(); i++) {
      long at = spread(i, victims.size(), crash.over());
      int node = victims.get(i);
      steps.add(new Step.Crash(at, node, crash.amnesia()));
      if (forEver) {
        roster.remove(node, at);
      } else {
        long back = at + crash.down().toNanos();
        if (crash.newAddress() > 0 && random.nextDouble() < crash.newAddress()) {
          moveTo(node, back);
        }
        steps.add(new Step.Restart(back, node));
      }
    }
  }

  private void move(Phase.Move move, SimRandom random) {
    List<Integer> moving = roster.mortals(move.nodes(), random);
    for (int i = 0; i < moving.size(); i++) {
      moveTo(moving.get(i), spread(i, moving.size(), move.length()));
    }
  }

  /** Those that joiners are told of stay where they were told to be. */
  private void moveTo(int node, long at) {
    if (!roster.isSeed(node)) {
      steps.add(new Step.Move(at, node));
    }
  }

  private void leave(Phase.Leave leave, SimRandom random) {
    List<Integer> leaving = roster.mortals(leave.nodes(), random);
    for (int i = 0; i < leaving.size(); i++) {
      long at = spread(i, leaving.size(), leave.length());
      steps.add(new Step.Leave(at, leaving.get(i)));
      roster.remove(leaving.get(i), at);
    }
  }

  private void clock(Phase.Clock clock, SimRandom random) {
    Law by = LawText.parse(clock.by());
    for (int node : roster.some(clock.nodes(), random)) {
      long nanos = by.sampleNanos(random);
      steps.add(new Step.Clock(now, node, random.nextBoolean() ? nanos : -nanos));
      if (clock.driftPpm() > 0) {
        double ppm = clock.driftPpm() * (2 * random.nextDouble() - 1);
        steps.add(new Step.Drift(now, node, ppm));
      }
    }
  }

  private void rollingRestart(Phase.RollingRestart rolling) {
    long at = now;
    for (int node : roster.present()) {
      steps.add(new Step.Leave(at, node));
      at += rolling.down().toNanos();
      steps.add(new Step.Restart(at, node));
      at += rolling.pause().toNanos();
    }
  }

  /** What cannot be read shows when a node starts. */
  private void disk(DiskFault fault, int node, long end) {
    steps.add(new Step.Disk(now, node, fault));
    if (fault == DiskFault.UNREADABLE) {
      steps.add(new Step.Crash(now, node, false));
      steps.add(new Step.Restart(end, node));
    }
    steps.add(new Step.Disk(end, node, DiskFault.NONE));
  }

  private void heal(Phase.Heal heal) {
    IntStream.range(0, cuts).forEach(id -> steps.add(new Step.Mend(now, id)));
    steps.add(new Step.Change(now, calm()));
    // Whoever is up already is not touched by a restart.
    roster.present().forEach(node -> steps.add(new Step.Restart(now, node)));
    steps.add(new Step.Heal(now, heal.length().toNanos()));
    roster.quiet(now, end(heal));
  }
}
