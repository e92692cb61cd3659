package io.simpledht.simulator.tables;

import io.simpledht.simulator.explore.RandomScenario;
import io.simpledht.simulator.plan.Planner;
import io.simpledht.simulator.result.Percentiles;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.run.PlanRun;
import io.simpledht.simulator.scenario.Scenario;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * How long networks with a replication factor take from the end of their faults until every key is
 * where it belongs, in the random scenarios of {@code simulate explore}. docs/SIMULATION.md shows
 * the figures and the command.
 */
public final class FactorHealingTable {

  private FactorHealingTable() {}

  /** Arguments: the first seed and how many; those whose scenario has no factor are left out. */
  public static void main(String[] args) {
    long first = Long.parseLong(args[0]);
    double[] seconds =
        LongStream.range(first, first + Long.parseLong(args[1]))
            .filter(seed -> RandomScenario.of(seed).node().factor() > 0)
            .mapToObj(FactorHealingTable::healing)
            .filter(Objects::nonNull)
            .mapToDouble(healing -> healing.max() / 1_000)
            .sorted()
            .toArray();
    if (seconds.length == 0) {
      print("no run with a factor healed");
      return;
    }
    double p90 = seconds[(int) Math.ceil(0.9 * seconds.length) - 1];
    double most = Arrays.stream(seconds).max().orElseThrow();
    print("%d healed: p90 %.1f s, %.1f s at most", seconds.length, p90, most);
  }

  /** Null if the run failed, which it says. */
  private static Percentiles healing(long seed) {
    Scenario scenario = RandomScenario.of(seed);
    RunResult result = PlanRun.run(Planner.plan(scenario, seed));
    Percentiles healing = result.latencies().get("convergence");
    if (result.verdict() != Verdict.PASS || healing == null) {
      print("seed %d: %s %s", seed, result.verdict(), result.checks());
      return null;
    }
    return healing;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
