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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs random scenarios, a seed after the other, on one thread or several. Seeds are taken in
 * order, so without a failure a number of runs are the same runs on any number of threads.
 */
public final class Explorer {

  private final ExploreOptions options;
  private final Listener listener;
  private final Map<String, Long> marks = new LinkedHashMap<>();
  private final List<Failure> failures = new ArrayList<>();
  private boolean stopped;
  private int begun;
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
    Explorer explorer = new Explorer(options, listener);
    explorer.exploreOn(options.run().wallNanos().getAsLong());
    return explorer.exploration();
  }

  /**
   * As {@link #explore(ExploreOptions, Listener)}, so many scenarios at a time. After a failure
   * those that have begun still end. The listener is called by one thread at a time.
   *
   * @throws IllegalStateException if a thread broke, memory for example, or was interrupted
   */
  public static Exploration explore(ExploreOptions options, int jobs, Listener listener) {
    Explorer explorer = new Explorer(options, listener);
    long began = options.run().wallNanos().getAsLong();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            jobs, jobs, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(jobs), Explorer::daemon);
    ExecutorCompletionService<Void> workers = new ExecutorCompletionService<>(threads);
    try {
      for (int i = 0; i < jobs; i++) {
        workers.submit(() -> explorer.exploreOn(began), null);
      }
      for (int i = 0; i < jobs; i++) {
        workers.take().get(); // whoever ends first: one that broke is heard of at once
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      explorer.stop();
      threads.shutdownNow();
    }
    return explorer.exploration();
  }

  /** The program may end while others go on to the end of their run. */
  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "explorer");
    thread.setDaemon(true);
    return thread;
  }

  private synchronized void stop() {
    stopped = true;
  }

  private void exploreOn(long began) {
    for (OptionalLong seed = next(began); seed.isPresent(); seed = next(began)) {
      Plan plan = plan(seed.getAsLong());
      note(seed.getAsLong(), plan, run(plan));
    }
  }

  /** The seed of the next run, if there is to be one. */
  private synchronized OptionalLong next(long began) {
    return goesOn(began) ? OptionalLong.of(options.firstSeed() + begun++) : OptionalLong.empty();
  }

  private synchronized Exploration exploration() {
    failures.sort(Comparator.comparingLong(Failure::seed));
    return new Exploration(runs, events, virtualSeconds, marks, unknown, failures);
  }

  private RunResult run(Plan plan) {
    RunResult result = PlanRun.run(plan, options.run());
    if (!options.twice()) {
      return result;
    }
    RunResult again = PlanRun.run(plan, options.run());
    String detail = "traces " + result.trace() + " and " + again.trace();
    return result.withCheck(new CheckResult(Checks.SAME_AGAIN, compare(result, again), detail));
  }

  /** Where real time cuts a run short is not in the plan. */
  private static Verdict compare(RunResult one, RunResult other) {
    if (one.check(Checks.IN_TIME) != null || other.check(Checks.IN_TIME) != null) {
      return Verdict.UNKNOWN;
    }
    return one.trace().equals(other.trace()) ? Verdict.PASS : Verdict.FAIL;
  }

  private boolean goesOn(long began) {
    boolean failed = !failures.isEmpty();
    boolean ofRuns = options.runs() == 0 || begun < options.runs();
    long limit = options.time().toNanos();
    boolean inTime = limit == 0 || options.run().wallNanos().getAsLong() - began < limit;
    boolean enough = failed && !options.keepGoing();
    return !stopped && ofRuns && inTime && !enough && failures.size() < ExploreOptions.MAX_FAILURES;
  }

  private synchronized void note(long seed, Plan plan, RunResult result) {
    runs++;
    events += result.events();
    virtualSeconds += result.virtualSeconds();
    result.marks().forEach((name, count) -> marks.merge(name, count, Long::sum));
    if (result.verdict() == Verdict.FAIL) {
      failures.add(new Failure(seed, plan, result));
    }
    unknown += result.verdict() == Verdict.UNKNOWN ? 1 : 0;
    listener.onRun(result, runs);
  }
}
