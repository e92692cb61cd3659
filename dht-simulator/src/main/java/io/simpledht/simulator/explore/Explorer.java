package io.simpledht.simulator.explore;

import io.simpledht.simulator.explore.Exploration.Failure;
import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.plan.Planner;
import io.simpledht.simulator.result.CheckResult;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.run.Checks;
import io.simpledht.simulator.run.PlanRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs one random scenario after the other. */
public final class Explorer {

  private final ExploreOptions options;
  private final Listener listener;
  private final Map<String, Long> marks = new LinkedHashMap<>();
  private final List<Failure> failures = new ArrayList<>();
  private int runs;
  private int unknown;
  private long events;
  private double virtualSeconds;

  private Explorer(ExploreOptions options, Listener listener) {
    this.options = options;
    this.listener = listener;
  }

  /** Hears of every run as it ends. */
  @FunctionalInterface
  public interface Listener {

    /**
     * A run has ended.
     *
     * @param runs how many have, this one included
     */
    void onRun(RunResult result, int runs);
  }

  /** The plan that exploration runs for a seed. */
  public static Plan plan(long seed) {
    return Planner.plan(RandomScenario.of(seed), seed);
  }

  /** Runs scenarios until a limit is reached or one fails. */
  public static Exploration explore(ExploreOptions options, Listener listener) {
    return new Explorer(options, listener).explore();
  }

  private Exploration explore() {
    long began = options.run().wallNanos().getAsLong();
    while (goesOn(began)) {
      long seed = options.firstSeed() + runs;
      Plan plan = plan(seed);
      RunResult result = run(plan);
      runs++;
      note(seed, plan, result);
      listener.onRun(result, runs);
    }
    return new Exploration(runs, events, virtualSeconds, marks, unknown, failures);
  }

  private RunResult run(Plan plan) {
    RunResult result = PlanRun.run(plan, options.run());
    if (!options.twice()) {
      return result;
    }
    String again = PlanRun.run(plan, options.run()).trace();
    boolean same = again.equals(result.trace());
    String detail = "traces " + result.trace() + " and " + again;
    return result.withCheck(
        new CheckResult(Checks.SAME_AGAIN, same ? Verdict.PASS : Verdict.FAIL, detail));
  }

  private boolean goesOn(long began) {
    boolean failed = !failures.isEmpty();
    boolean ofRuns = options.runs() == 0 || runs < options.runs();
    long limit = options.time().toNanos();
    boolean inTime = limit == 0 || options.run().wallNanos().getAsLong() - began < limit;
    boolean enough = failed && !options.keepGoing();
    return ofRuns && inTime && !enough && failures.size() < ExploreOptions.MAX_FAILURES;
  }

  private void note(long seed, Plan plan, RunResult result) {
    events += result.events();
    virtualSeconds += result.virtualSeconds();
    result.marks().forEach((name, count) -> marks.merge(name, count, Long::sum));
    if (result.verdict() == Verdict.FAIL) {
      failures.add(new Failure(seed, plan, result));
    }
    unknown += result.verdict() == Verdict.UNKNOWN ? 1 : 0;
  }
}
