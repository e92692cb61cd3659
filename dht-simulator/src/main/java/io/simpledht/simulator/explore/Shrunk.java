package io.simpledht.simulator.explore;

import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.result.RunResult;

/**
 * A failure made small.
 *
 * @param plan the smallest plan found that fails
 * @param result its run
 * @param check the check it fails, the same as the plan it was made from
 * @param runs how many runs that took
 */
public record Shrunk(Plan plan, RunResult result, String check, int runs) {}
