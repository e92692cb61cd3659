package io.simpledht.simulator.explore;

import io.simpledht.simulator.run.RunOptions;
import java.time.Duration;
import java.util.Objects;

/**
 * How far an exploration goes.
 *
 * @param firstSeed the seed of the first run; the others follow it
 * @param runs most runs, 0 for no limit
 * @param time no run begins after this much real time, zero for no limit; told by the clock of
 *     {@code run}
 * @param keepGoing whether to go on after a run that failed
 * @param twice whether each plan is run twice, and must give the same run
 * @param run how each plan is run
 */
public record ExploreOptions(
    long firstSeed, int runs, Duration time, boolean keepGoing, boolean twice, RunOptions run) {

  /** Most failures that are kept when an exploration goes on after one. */
  public static final int MAX_FAILURES = 100;

  /** Checks that it ends. */
  public ExploreOptions {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(run, "run");
    if (runs < 0 || time.isNegative()) {
      throw new IllegalArgumentException("runs and time must not be negative");
    }
  }

  /** From this seed on without a limit but the first failure. */
  public static ExploreOptions from(long firstSeed) {
    return new ExploreOptions(firstSeed, 0, Duration.ZERO, false, false, RunOptions.PLAIN);
  }

  /** With another number of runs. */
  public ExploreOptions withRuns(int most) {
    return new ExploreOptions(firstSeed, most, time, keepGoing, twice, run);
  }

  /** With another limit of real time. */
  public ExploreOptions withTime(Duration most) {
    return new ExploreOptions(firstSeed, runs, most, keepGoing, twice, run);
  }

  /** Going on after failures or not. */
  public ExploreOptions withKeepGoing(boolean on) {
    return new ExploreOptions(firstSeed, runs, time, on, twice, run);
  }

  /** Running plans in another way. */
  public ExploreOptions withRun(RunOptions other) {
    return new ExploreOptions(firstSeed, runs, time, keepGoing, twice, other);
  }

  /** Running each plan twice or not. */
  public ExploreOptions withTwice(boolean on) {
    return new ExploreOptions(firstSeed, runs, time, keepGoing, on, run);
  }
}
