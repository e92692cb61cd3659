package io.simpledht.simulator.explore;

import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Verdict;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an exploration came to.
 *
 * @param runs scenarios run
 * @param events events in all of them
 * @param virtualSeconds virtual time of all of them
 * @param marks how often each rare path was taken, over all runs
 * @param unknown runs without a verdict
 * @param failures what failed, at most {@value ExploreOptions#MAX_FAILURES}
 */
public record Exploration(
    int runs,
    long events,
    double virtualSeconds,
    Map<String, Long> marks,
    int unknown,
    List<Failure> failures) {

  /** Copies the collections. */
  public Exploration {
    marks = Collections.unmodifiableMap(new LinkedHashMap<>(marks));
    failures = List.copyOf(failures);
  }

  /** A run that failed, and the plan that shows it again. */
  public record Failure(long seed, Plan plan, RunResult result) {}

  /** Rare paths that no run took: what has not been tested. */
  public List<String> neverHit() {
    return marks.entrySet().stream()
        .filter(mark -> mark.getValue() == 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The worst verdict of all runs. */
  public Verdict verdict() {
    if (!failures.isEmpty()) {
      return Verdict.FAIL;
    }
    return unknown > 0 || runs == 0 ? Verdict.UNKNOWN : Verdict.PASS;
  }
}
