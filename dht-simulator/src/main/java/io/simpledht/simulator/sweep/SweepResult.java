package io.simpledht.simulator.sweep;

import io.simpledht.simulator.result.RunResult;

/**
 * What a run of a sweep left behind, and where in the sweep it belongs.
 *
 * @param sweep the sweep's {@link Sweep#id}
 * @param index the place of the run in the list, from 0
 * @param runs how many the list has
 * @param result what the run left behind
 */
public record SweepResult(String sweep, int index, int runs, RunResult result) {

  /** Checks that there is such a place. */
  public SweepResult {
    if (runs < 1 || runs > Grid.MAX_RUNS) {
      throw new IllegalArgumentException("runs must be 1 to " + Grid.MAX_RUNS + ", was " + runs);
    }
    if (index < 0 || index >= runs) {
      throw new IllegalArgumentException(
          "index must be 0 to " + (runs - 1) + " of " + runs + " runs, was " + index);
    }
  }
}
