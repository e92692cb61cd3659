package io.simpledht.simulator.report;

import io.simpledht.simulator.result.CheckResult;
import io.simpledht.simulator.result.Percentiles;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Sample;
import io.simpledht.simulator.result.Span;
import io.simpledht.simulator.result.Verdict;
import java.util.List;

/** The few figures by which runs of a sweep are compared. */
final class RunFigures {

  private final RunResult run;

  RunFigures(RunResult run) {
    this.run = run;
  }

  /** The 99th percentile in virtual milliseconds, or null if it was never done. */
  Double p99(String what) {
    Percentiles percentiles = run.latencies().get(what);
    return percentiles == null || percentiles.count() == 0 ? null : percentiles.p99();
  }

  /**
   * Seconds from the end of the last fault, or from the start without one, until no copy was
   * missing any more; null if that never came.
   */
  Double settledAfter() {
    List<Sample> samples = run.samples();
    int last = samples.size() - 1;
    if (last < 0 || samples.get(last).copiesMissing() > 0) {
      return null;
    }
    while (last > 0 && samples.get(last - 1).copiesMissing() == 0) {
      last--;
    }
    return StrictMath.max(0, samples.get(last).seconds() - lastFaultEnd());
  }

  /** Faults that lasted to the end of the run did not end. */
  private double lastFaultEnd() {
    return run.faults().stream()
        .mapToDouble(Span::to)
        .filter(to -> to < run.virtualSeconds())
        .max()
        .orElse(0);
  }

  /** The largest share of copies that was missing, in percent. */
  double mostMissing() {
    return run.samples().stream()
        .filter(sample -> sample.copiesDue() > 0)
        .mapToDouble(sample -> 100.0 * sample.copiesMissing() / sample.copiesDue())
        .max()
        .orElse(0);
  }

  /** The first check that ended as the run did, or null if all is well. */
  CheckResult reason() {
    if (run.verdict() == Verdict.PASS) {
      return null;
    }
    return run.checks().stream()
        .filter(check -> check.verdict() == run.verdict())
        .findFirst()
        .orElse(null);
  }

  /** Calls of users that ended, and how many of them in vain. */
  long calls() {
    return sum(false);
  }

  long failedCalls() {
    return sum(true);
  }

  private long sum(boolean failed) {
    return run.samples().stream()
        .flatMap(sample -> (failed ? sample.failed() : sample.operations()).values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Virtual seconds by which runs are called slow: waiting for copies, then for joins. */
  double slowness() {
    Double settled = settledAfter();
    Double bootstrap = p99("bootstrap");
    return settled == null
        ? Double.MAX_VALUE
        : settled + (bootstrap == null ? 0 : bootstrap / 1_000);
  }
}
