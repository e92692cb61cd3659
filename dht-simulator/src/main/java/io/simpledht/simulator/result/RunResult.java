package io.simpledht.simulator.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Everything one run leaves behind. Equal plans give equal results, but for {@link #wallSeconds}.
 *
 * @param scenario its name
 * @param options what was set otherwise than the scenario says, {@code PATH=VALUE} each
 * @param seed everything random followed from it
 * @param verdict the worst of the checks
 * @param checks in a fixed order
 * @param trace the hash over all events, 16 hexadecimal digits
 * @param events how many
 * @param virtualSeconds how long the run lasted in its own time
 * @param wallSeconds how long it took
 * @param replay the command that runs it again
 * @param phases what the scenario did, in order
 * @param faults what it did to the nodes and the network, in order of their beginning
 * @param samples the network over time, in order
 * @param latencies by what was done: {@code bootstrap}, {@code sync}, {@code put}, {@code get},
 *     {@code delete}, {@code stable} (a write until every responsible node holds it), {@code
 *     convergence} (the end of the faults until all is well)
 * @param datagrams sent over the whole run, by message type
 * @param drops datagrams lost over the whole run, by cause
 * @param theory figures beside what theory says
 * @param marks how often rare paths were taken, by name
 * @param nodeIds the first 16 hexadecimal digits of each node's id, in the order they were added
 * @param ring the nodes over time, at most 120 frames
 * @param lastEvents the end of the trace, oldest first, a few hundred; empty unless the run failed
 */
public record RunResult(
    String scenario,
    List<String> options,
    long seed,
    Verdict verdict,
    List<CheckResult> checks,
    String trace,
    long events,
    double virtualSeconds,
    double wallSeconds,
    String replay,
    List<Span> phases,
    List<Span> faults,
    List<Sample> samples,
    Map<String, Percentiles> latencies,
    Map<String, Long> datagrams,
    Map<String, Long> drops,
    List<Comparison> theory,
    Map<String, Long> marks,
    List<String> nodeIds,
    List<RingFrame> ring,
    List<TraceEvent> lastEvents) {

  private static final Pattern TRACE = Pattern.compile("[0-9a-f]{16}");

  /** Checks the trace, of which sums are made. */
  public RunResult {
    if (!TRACE.matcher(trace).matches()) {
      throw new IllegalArgumentException(
          "trace must be 16 hexadecimal digits, was \"" + trace + '"');
    }
  }

  /** The same result, knowing which options were set and which command runs it again. */
  public RunResult withOrigin(List<String> set, String command) {
    return new RunResult(
        scenario,
        List.copyOf(set),
        seed,
        verdict,
        checks,
        trace,
        events,
        virtualSeconds,
        wallSeconds,
        command,
        phases,
        faults,
        samples,
        latencies,
        datagrams,
        drops,
        theory,
        marks,
        nodeIds,
        ring,
        lastEvents);
  }

  /** The line that ends a run's output; the same words in the same order, for scripts. */
  public String lastLine() {
    return "verdict="
        + verdict
        + " seed="
        + seed
        + " trace="
        + trace
        + " events="
        + events
        + " virtual="
        + virtualSeconds
        + "s wall="
        + wallSeconds
        + "s";
  }

  /** With one more check. */
  public RunResult withCheck(CheckResult more) {
    List<CheckResult> all = new ArrayList<>(checks);
    all.add(more);
    return new RunResult(
        scenario,
        options,
        seed,
        verdict.and(more.verdict()),
        all,
        trace,
        events,
        virtualSeconds,
        wallSeconds,
        replay,
        phases,
        faults,
        samples,
        latencies,
        datagrams,
        drops,
        theory,
        marks,
        nodeIds,
        ring,
        lastEvents);
  }

  /** The first check that failed, or null. */
  public CheckResult firstFailure() {
    return checks.stream()
        .filter(result -> result.verdict() == Verdict.FAIL)
        .findFirst()
        .orElse(null);
  }

  /** The result of a check by its name, or null. */
  public CheckResult check(String name) {
    return checks.stream().filter(result -> result.check().equals(name)).findFirst().orElse(null);
  }
}
