package io.simpledht.simulator.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.simulator.plan.Planner;
import io.simpledht.simulator.run.PlanRun;
import io.simpledht.simulator.run.RunOptions;
import io.simpledht.simulator.scenario.Scenario;
import io.simpledht.simulator.scenario.ScenarioFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryEstimateTest {

  private static final String LOADED =
      """
      nodes: 40
      phases:
        - join: {over: 2s}
        - load: {entries: 1000, value: 500B, over: 4s}
        - run: {for: 1s}
      """;

  private static Scenario loaded(String... overrides) {
    return ScenarioFile.parse("loaded.yaml", LOADED, List.of(overrides));
  }

  /** A measurement of the heap is rough, but a wrong factor of two would show. */
  @Test
  void shouldBeNearWhatARunReallyTakes() {
    Scenario scenario = loaded();
    long before = usedHeap();
    long[] during = {0};
    PlanRun.run(
        Planner.plan(scenario, 1),
        RunOptions.PLAIN.withProgress(
            (now, end, events) -> during[0] = now == end ? usedHeap() : 0));

    double measured = during[0] - before;
    assertThat(MemoryEstimate.bytes(scenario)).isBetween((long) measured, (long) (2.5 * measured));
  }

  @Test
  void shouldLetAHundredThousandNodesIntoEightGigabytes() {
    Scenario scenario =
        ScenarioFile.parse(
            "large.yaml",
            "phases: [{join: {over: 10s}}]",
            List.of("nodes=100000", "replication.factor=16"));
    assertThat(MemoryEstimate.bytes(scenario)).isLessThan(8L << 30);
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void shouldGrowWithNodesAndEntriesAndCopies() {
    long bytes = MemoryEstimate.bytes(loaded());
    assertThat(MemoryEstimate.bytes(loaded("phases.load.entries=2000")))
        .isEqualTo(bytes + 40 * 1_000 * 1_200L + 1_000 * 200);
    assertThat(MemoryEstimate.bytes(loaded("replication.factor=4"))).isLessThan(bytes / 4);
    assertThat(MemoryEstimate.bytes(loaded("nodes=400"))).isGreaterThan(10 * bytes);
  }

  @Test
  void shouldFindTheMostNodesThatFit() {
    Scenario scenario = loaded();
    long bytes = MemoryEstimate.bytes(loaded("nodes=123"));
    assertThat(MemoryEstimate.mostNodes(scenario, bytes)).isEqualTo(123);
    assertThat(MemoryEstimate.mostNodes(scenario, bytes - 1)).isEqualTo(122);
    assertThat(MemoryEstimate.mostNodes(scenario, 1_000)).isZero();
  }
}
