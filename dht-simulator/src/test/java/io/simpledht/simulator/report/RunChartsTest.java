package io.simpledht.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.simpledht.protocol.NodeState;
import io.simpledht.simulator.result.Percentiles;
import io.simpledht.simulator.result.RingFrame;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Sample;
import io.simpledht.simulator.result.Verdict;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RunChartsTest {

  @Test
  void shouldCountDatagramsPerNodeThatIsUpAndSecond() {
    RunCharts charts = new RunCharts(run(sample(2, 10, 5, 40), sample(4, 10, 5, 20)), 600);

    assertThat(charts.times()).containsExactly(2, 4);
    assertThat(charts.messages()).hasSize(1);
    assertThat(charts.messages().get(0).values()).containsExactly(2, 1);
  }

  @Test
  void shouldKeepTotalsWhenNeighboursAreJoined() {
    Sample[] samples =
        IntStream.rangeClosed(1, 1_000).mapToObj(i -> sample(i, 1, 0, i)).toArray(Sample[]::new);

    RunCharts charts = new RunCharts(run(samples), 100);

    double[] times = charts.times();
    double[] rates = charts.messages().get(0).values();
    double sent = 0;
    for (int i = 0; i < times.length; i++) {
      sent += rates[i] * (times[i] - (i == 0 ? 0 : times[i - 1]));
    }
    assertThat(times).hasSize(100).endsWith(1_000);
    assertThat(sent).isEqualTo(1_000 * 1_001 / 2.0);
  }

  @Test
  void shouldNameTheSameTypesInBothChartsAndCallTheRestOthers() {
    RunCharts charts = new RunCharts(SampleRuns.passed(1), 600);

    List<String> names = charts.messages().stream().map(Series::name).toList();
    assertThat(names).hasSize(RunCharts.MOST_TYPES + 1).endsWith(RunCharts.OTHERS).contains("PING");
    assertThat(charts.bytes().stream().map(Series::name)).containsExactlyElementsOf(names);
  }

  @Test
  void shouldLoseNothingToOthers() {
    RunResult run = SampleRuns.passed(1);
    Sample last = run.samples().get(299);

    double drawn =
        new RunCharts(run, 600).messages().stream().mapToDouble(one -> one.values()[299]).sum();

    long sent = last.datagrams().values().stream().mapToLong(Long::longValue).sum();
    assertThat(drawn).isCloseTo(sent / 60.0, offset(1e-9));
  }

  @Test
  void shouldSpreadWhatIsKeptFromTheFirstToTheLast() {
    assertThat(Thinning.evenly(5, 9)).containsExactly(0, 1, 2, 3, 4);
    assertThat(Thinning.evenly(101, 3)).containsExactly(0, 50, 100);
    assertThat(Thinning.evenly(1, 3)).containsExactly(0);
    assertThat(Thinning.evenly(0, 3)).isEmpty();
  }

  @Test
  void canDrawARunThatEndedBeforeItsFirstSample() {
    String data = Page.data(List.of(run()));

    assertThat(data).contains("\"settled\":null", "\"detail\":0");
  }

  private static Sample sample(double seconds, int up, int down, long datagrams) {
    Map<NodeState, Integer> nodes = new LinkedHashMap<>();
    nodes.put(NodeState.READY, up);
    nodes.put(NodeState.CLOSED, down);
    Map<String, Long> sent = Collections.singletonMap("PING", datagrams);
    return new Sample(
        seconds, nodes, 0, 0, 1, sent, sent, 0, Collections.emptyMap(), Collections.emptyMap());
  }

  private static RunResult run(Sample... samples) {
    return new RunResult(
        "tiny",
        List.of(),
        1,
        Verdict.PASS,
        List.of(),
        "0000000000000000",
        0,
        1_000,
        0,
        "",
        List.of(),
        List.of(),
        List.of(samples),
        Collections.singletonMap("get", Percentiles.NONE),
        Collections.emptyMap(),
        Collections.emptyMap(),
        List.of(),
        Collections.emptyMap(),
        List.of(),
        List.<RingFrame>of(),
        List.of());
  }
}
