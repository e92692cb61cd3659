package io.simpledht.simulator.explore;

import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.plan.Step;
import io.simpledht.simulator.plan.World;
import io.simpledht.simulator.result.CheckResult;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.run.PlanRun;
import io.simpledht.simulator.scenario.NetworkSettings;
import io.simpledht.simulator.scenario.Weather;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Makes a plan that fails small: leaves out what the failure does not need, trying large parts
 * first (delta debugging, Zeller and Hildebrandt 2002). Every attempt is a run, and only one that
 * fails the same check counts, so that one failure is not traded for another.
 */
public final class Shrinker {

  private final String check;
  private final ShrinkOptions options;
  private final long began;
  private Plan best;
  private RunResult result;
  private int runs;

  private Shrinker(Plan plan, String check, ShrinkOptions options) {
    this.best = plan;
    this.check = check;
    this.options = options;
    this.began = options.run().wallNanos().getAsLong();
  }

  /**
   * Answers the smallest plan it finds that fails {@code check}, the given one if there is none;
   * nothing if that does not fail the check when it is run again.
   */
  public static Optional<Shrunk> shrink(Plan plan, String check, ShrinkOptions options) {
    Shrinker shrinker = new Shrinker(plan, check, options);
    if (!shrinker.accepts(plan)) {
      return Optional.empty();
    }
    shrinker.shrink();
    return Optional.of(new Shrunk(shrinker.best, shrinker.result, check, shrinker.runs));
  }

  private void shrink() {
    endEarly();
    leaveOut(best -> List.copyOf(byNode(best)));
    leaveOut(best -> Atoms.faults(best.steps()));
    calm();
    leaveOut(best -> Atoms.calls(best.steps()));
    leaveOut(best -> List.copyOf(byNode(best)));
    leaveOut(best -> Atoms.faults(best.steps()));
    endEarly();
  }

  private boolean mayGoOn() {
    long limit = options.time().toNanos();
    long spent = options.run().wallNanos().getAsLong() - began;
    return runs < options.maxRuns() && (limit == 0 || spent < limit);
  }

  /** Runs a plan and keeps it if it fails the check. */
  private boolean accepts(Plan plan) {
    if (!mayGoOn()) {
      return false;
    }
    runs++;
    RunResult run = PlanRun.run(plan, options.run());
    CheckResult found = run.check(check);
    boolean fails = found != null && found.verdict() == Verdict.FAIL;
    if (fails) {
      best = plan;
      result = run;
    }
    return fails;
  }

  // What can be left out

  /** Nodes, latest first, each with all that happens to it; not those that joiners are told of. */
  private static List<List<Step>> byNode(Plan plan) {
    Set<Integer> nodes = new TreeSet<>(Collections.reverseOrder());
    plan.steps().forEach(step -> nodes.add(step.node()));
    nodes.removeIf(node -> node <= plan.world().node().seeds());
    return nodes.stream()
        .map(node -> plan.steps().stream().filter(step -> step.node() == node).toList())
        .toList();
  }

  /** Ends the run at the end of the first heal that is followed by anything. */
  private void endEarly() {
    for (Step step : best.steps()) {
      if (step instanceof Step.Heal heal && heal.at() + heal.withinNanos() < end(best)) {
        long end = heal.at() + heal.withinNanos();
        List<Step> before = best.steps().stream().filter(s -> s.at() <= end).toList();
        if (accepts(new Plan(best.world().endingAt(end), before))) {
          return;
        }
      }
    }
  }

  private static long end(Plan plan) {
    return plan.world().endNanos();
  }

  private void leaveOut(Function<Plan, List<List<Step>>> parts) {
    List<List<Step>> left = parts.apply(best);
    int chunks = 1;
    while (!left.isEmpty() && chunks <= left.size() && mayGoOn()) {
      List<List<Step>> remaining = withoutOneChunk(left, chunks);
      if (remaining == null) {
        chunks = chunks == left.size() ? left.size() + 1 : StrictMath.min(left.size(), 2 * chunks);
      } else {
        left = remaining;
        chunks = StrictMath.max(1, chunks - 1);
      }
    }
  }

  /** The parts without the first chunk the failure does not need; null if it needs all. */
  private List<List<Step>> withoutOneChunk(List<List<Step>> parts, int chunks) {
    for (int chunk = 0; chunk < chunks; chunk++) {
      int from = (int) ((long) parts.size() * chunk / chunks);
      int to = (int) ((long) parts.size() * (chunk + 1) / chunks);
      if (accepts(without(parts.subList(from, to)))) {
        List<List<Step>> remaining = new ArrayList<>(parts.subList(0, from));
        remaining.addAll(parts.subList(to, parts.size()));
        return remaining;
      }
    }
    return null;
  }

  private Plan without(List<List<Step>> parts) {
    Set<Step> gone = new HashSet<>(); // looked up, never iterated
    parts.forEach(gone::addAll);
    return best.withSteps(best.steps().stream().filter(step -> !gone.contains(step)).toList());
  }

  // The network

  private void calm() {
    List<Function<NetworkSettings, NetworkSettings>> calmer =
        List.of(
            net -> net.withWeather(Weather.CALM),
            net -> net.withWeather(Weather.CALM.withLoss(net.weather().loss())),
            net -> net.withWeather(net.weather().withLoss(0)),
            net -> net.withLines(0, null, null, null),
            net -> net.withWeather(net.weather().withReplyLoss(0)),
            net -> net.withLines(0, null, net.lines(), net.nat()),
            net -> net.withLines(net.mtu(), net.bursts(), null, net.nat()),
            net -> net.withLines(net.mtu(), net.bursts(), net.lines(), null),
            net -> net.withRegions(null));
    for (Function<NetworkSettings, NetworkSettings> change : calmer) {
      World world = best.world();
      NetworkSettings calm = change.apply(world.network());
      if (!calm.equals(world.network())) {
        accepts(new Plan(world.withNetwork(calm), withWeather(calm.weather())));
      }
    }
  }

  /** The steps in which the weather returns to this one when storms end. */
  private List<Step> withWeather(Weather usual) {
    Weather before = best.world().network().weather();
    return best.steps().stream()
        .map(
            step ->
                step instanceof Step.Change change && change.weather().equals(before)
                    ? new Step.Change(change.at(), usual)
                    : step)
        .toList();
  }
}
