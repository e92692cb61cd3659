package io.simpledht.benchmarks.simulation;

import io.simpledht.simulator.plan.Planner;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.run.PlanRun;
import io.simpledht.simulator.scenario.Scenario;
import io.simpledht.simulator.scenario.ScenarioFile;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/** One scenario of 64 nodes and 20 virtual minutes with faults and all checks, seed after seed. */
final class Seeds {

  private static final String SCENARIO =
      """
      name: twenty-minutes
      nodes: 64
      network: { loss: 5%, duplicate: 1%, reorder: 2% }
      churn: { session: {weibull: {shape: 0.6, scale: 30m}}, absence: {exponential: {mean: 2m}}, \
      crash: 80%, amnesia: 10% }
      workload: { puts: 0.2/s, gets: 1/s, deletes: 0.05/s, keys: {zipf: 0.9, count: 200}, \
      value: 64B..1KiB, concern: majority }
      phases:
        - join: { over: 10s }
        - run: { for: 18m }
        - heal: { within: 110s }
        - expect: { converged: true }
      """;

  private Seeds() {}

  static void run(int seeds) {
    Scenario scenario = ScenarioFile.parse("twenty-minutes", SCENARIO, List.of());
    for (int seed = 1; seed <= seeds; seed++) {
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      RunResult result = PlanRun.run(Planner.plan(scenario, seed));
      double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "seed %d: %.2f s of CPU for %,.0f s virtual, %,d events, %,.0f events/s, %s, trace %s%n",
          seed,
          seconds,
          result.virtualSeconds(),
          result.events(),
          result.events() / seconds,
          result.verdict() == Verdict.PASS ? "pass" : result.verdict(),
          result.trace());
    }
  }
}
