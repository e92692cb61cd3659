package io.simpledht.simulator.plan;

import io.simpledht.simulator.plan.Roster.Stay;
import io.simpledht.simulator.random.Law;
import io.simpledht.simulator.random.SimRandom;
import io.simpledht.simulator.scenario.Churn;
import io.simpledht.simulator.scenario.Phase;
import io.simpledht.simulator.scenario.Scenario;
import io.simpledht.simulator.scenario.Workload;
import java.util.ArrayList;
import java.util.List;

/** What goes on while phases run: users call, nodes come and go. */
final class Background {

  /** Calls of the workload are numbered from here up, those of loading from here down. */
  static final int FIRST_CALL = 1 << 30;

  private final Scenario scenario;
  private final long seed;
  private final Roster roster;
  private final List<Step> steps = new ArrayList<>();
  private final long from;
  private final long to;
  private int calls = FIRST_CALL;

  Background(Scenario scenario, long seed, Roster roster) {
    this.scenario = scenario;
    this.seed = seed;
    this.roster = roster;
    this.from = afterJoining(scenario);
    this.to = scenario.length().toNanos();
  }

  /** When the first phase begins that neither joins nor loads. */
  private static long afterJoining(Scenario scenario) {
    long at = 0;
    for (Phase phase : scenario.phases()) {
      if (!(phase instanceof Phase.Join) && !(phase instanceof Phase.Load)) {
        break;
      }
      at += phase.length().toNanos();
    }
    return at;
  }

  List<Step> steps() {
    if (scenario.churn() != null) {
      churn(scenario.churn());
    }
    Workload workload = scenario.workload();
    Keys keys = new Keys(workload.keys(), workload.zipf());
    calls("put", workload.puts(), keys);
    calls("get", workload.gets(), keys);
    calls("delete", workload.deletes(), keys);
    return steps;
  }

  // Users

  private void calls(String kind, double perSecond, Keys keys) {
    if (perSecond <= 0 || roster.joined() == 0) {
      return;
    }
    SimRandom random = SimRandom.of(seed, "calls-" + kind, 0);
    Law gap = Law.exponential(1e9 / perSecond);
    long at = from + gap.sampleNanos(random);
    while (at < to) {
      // Drawn in any case, so that quiet time does not shift what comes after it.
      int node = 1 + random.nextInt(roster.joined());
      String key = "k" + keys.draw(random);
      int bytes = size(random);
      if (!roster.isQuiet(at) && isThere(node, at)) {
        steps.add(call(kind, at, node, key, bytes));
      }
      at += gap.sampleNanos(random);
    }
  }

  private boolean isThere(int node, long at) {
    Stay stay = roster.stays().get(node - 1);
    return stay.from() <= at && at < stay.to();
  }

  private Step call(String kind, long at, int node, String key, int bytes) {
    int call = calls++;
    return switch (kind) {
      case "put" -> new Step.Put(at, node, call, key, bytes);
      case "get" -> new Step.Get(at, node, call, key);
      default -> new Step.Delete(at, node, call, key);
    };
  }

  /** Even on a logarithmic scale: as many values of 100 to 200 bytes as of 1,000 to 2,000. */
  private int size(SimRandom random) {
    Workload workload = scenario.workload();
    double ratio = (double) workload.maxBytes() / workload.minBytes();
    return (int) (workload.minBytes() * StrictMath.pow(ratio, random.nextDouble()));
  }

  // Coming and going

  private void churn(Churn churn) {
    Sojourn sojourn = new Sojourn(churn);
    for (Stay stay : roster.stays()) {
      if (!roster.isSeed(stay.node())) {
        comeAndGo(stay, churn, sojourn, SimRandom.of(seed, "churn", stay.node()));
      }
    }
  }

  private void comeAndGo(Stay stay, Churn churn, Sojourn sojourn, SimRandom random) {
    SimRandom move = SimRandom.of(seed, "churn-address", stay.node());
    long start = StrictMath.max(from, stay.from());
    long end = StrictMath.min(to, stay.to());
    boolean away = random.nextDouble() >= sojourn.present();
    long rest = sojourn.rest(away, random.nextDouble());
    long at = start + (away ? 0 : rest);
    boolean first = away;
    while (at < end) {
      boolean crash = random.nextDouble() < churn.crash() && !first;
      boolean amnesia = crash && random.nextDouble() < churn.amnesia();
      long back = at + StrictMath.max(1, first ? rest : sojourn.absence(random));
      boolean moves = move.nextDouble() < churn.newAddress();
      if (!roster.isQuiet(at)) {
        go(stay.node(), at, crash, amnesia);
        if (back < end && !roster.isQuiet(back)) {
          // Whom a heal has brought back before stays where it is.
          comeBack(stay.node(), back, moves && !roster.isHealedBetween(at, back));
        }
      }
      first = false;
      at = back + StrictMath.max(1, sojourn.session(random));
    }
  }

  private void go(int node, long at, boolean crash, boolean amnesia) {
    steps.add(crash ? new Step.Crash(at, node, amnesia) : new Step.Leave(at, node));
  }

  private void comeBack(int node, long at, boolean moved) {
    if (moved) {
      steps.add(new Step.Move(at, node));
    }
    steps.add(new Step.Restart(at, node));
  }
}
