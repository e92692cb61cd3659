package io.simpledht.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.simulator.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {

  private static RunResult run(long seed, String... options) {
    return SampleRuns.passed(seed).withOrigin(List.of(options), "");
  }

  @Test
  void shouldHaveARowForAllSeedsUnderTheSameOptions() {
    List<RunResult> runs = new ArrayList<>();
    for (String loss : List.of("0", "20%")) {
      for (long seed = 7; seed < 10; seed++) {
        runs.add(run(seed, "nodes=20", "network.loss=" + loss));
      }
    }

    List<String> lines = ResultTable.markdown(runs).lines().toList();

    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).startsWith("| loss | seeds | passed | bootstrap | p50 | p99 |");
    assertThat(lines.get(2)).startsWith("| 0 | 7 to 9 | 3 | ");
    assertThat(lines.get(3)).startsWith("| 20% | 7 to 9 | 3 | ");
  }

  @Test
  void shouldTellScenariosApartAndCountWhatDidNotPass() {
    List<RunResult> runs = List.of(run(1), SampleRuns.failed(2).withOrigin(List.of(), ""));

    List<String> lines = ResultTable.markdown(runs).lines().toList();

    assertThat(lines).hasSize(3);
    assertThat(lines.get(2)).startsWith("| 1 to 2 | 1 | ");
  }

  @Test
  void shouldTakeTheMedianOfMediansAndTheWorstP99() {
    RunResult run = run(1);
    double p50 = run.latencies().get("put").p50();
    double p99 = run.latencies().get("put").p99();

    String row = ResultTable.markdown(List.of(run)).lines().toList().get(2);

    assertThat(row)
        .contains(String.format("%.2f s", p50 / 1e3))
        .contains(String.format(p99 < 10_000 ? "%.2f s" : "%.1f s", p99 / 1e3));
  }
}
