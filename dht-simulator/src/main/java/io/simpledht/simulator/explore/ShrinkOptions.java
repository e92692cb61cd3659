package io.simpledht.simulator.explore;

import io.simpledht.simulator.run.RunOptions;
import java.time.Duration;
import java.util.Objects;

/**
 * How much a failure may cost to be made small.
 *
 * @param maxRuns most runs, at least 1
 * @param time no run begins after this much real time, zero for no limit; told by the clock of
 *     {@code run}
 * @param run how each plan is run: as the failure was found
 */
public record ShrinkOptions(int maxRuns, Duration time, RunOptions run) {

  /** Enough to leave little that is not needed. */
  public static final int DEFAULT_MAX_RUNS = 400;

  /** As long as one waits for it. */
  public static final Duration DEFAULT_TIME = Duration.ofMinutes(5);

  /** The node as it ships, with the default limits. */
  public static final ShrinkOptions DEFAULT =
      new ShrinkOptions(DEFAULT_MAX_RUNS, DEFAULT_TIME, RunOptions.PLAIN);

  /** Checks the limits. */
  public ShrinkOptions {
    Objects.requireNonNull(run, "run");
    if (maxRuns < 1 || time.isNegative()) {
      throw new IllegalArgumentException("maxRuns must be positive and time not negative");
    }
  }

  /** With another number of runs. */
  public ShrinkOptions withMaxRuns(int most) {
    return new ShrinkOptions(most, time, run);
  }

  /** With another limit of real time. */
  public ShrinkOptions withTime(Duration most) {
    return new ShrinkOptions(maxRuns, most, run);
  }

  /** Running plans in another way. */
  public ShrinkOptions withRun(RunOptions other) {
    return new ShrinkOptions(maxRuns, time, other);
  }
}
