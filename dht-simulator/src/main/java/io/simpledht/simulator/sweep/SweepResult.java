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
public record SweepResult(String sweep, int index, int runs, RunResult result) {}
