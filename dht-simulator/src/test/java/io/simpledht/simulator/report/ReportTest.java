package io.simpledht.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.simpledht.simulator.result.RingFrame;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {

  @TempDir private Path directory;

  @Test
  void shouldNeedNothingFromElsewhere() throws IOException {
    Report.write(directory, List.of(SampleRuns.failed(3)));

    String page = Files.readString(directory.resolve("report.html"));
    // The name of the SVG namespace is no address, a reference within the page neither.
    assertThat(page.replace("http://www.w3.org/2000/svg", "").replace("url(#", ""))
        .doesNotContain("http://", "https://", "src=", "@import", "url(");
    assertThat(page).contains("default-src 'none'");
  }

  @Test
  void shouldNotLetTextOfARunEndTheScript() throws IOException {
    Report.write(directory, List.of(SampleRuns.failed(3)));

    String page = Files.readString(directory.resolve("report.html"));
    assertThat(page).contains("\\u003c/script>\\u003cb>key-00412");
    assertThat(page.split("</script>", -1)).hasSize(3);
  }

  @Test
  void shouldWriteEqualFilesForEqualRunsButForWallTimes() throws IOException {
    Path first = directory.resolve("first");
    Path second = directory.resolve("second");
    List<RunResult> runs = List.of(SampleRuns.passed(1), SampleRuns.failed(2));

    Report.Written written = Report.write(first, runs);
    Report.write(second, runs.stream().map(run -> withWallSeconds(run, 99)).toList());

    for (Path file : written.files()) {
      byte[] other = Files.readAllBytes(second.resolve(file.getFileName()));
      if (file.toString().endsWith(".html")) {
        assertThat(linesThatDiffer(file, second.resolve(file.getFileName()))).isOne();
      } else if (!file.endsWith("runs.json")) {
        assertThat(file).hasBinaryContent(other);
      }
    }
    assertThat(JsonLines.read(second.resolve("runs.json")).get(0).wallSeconds()).isEqualTo(99);
  }

  @Test
  void shouldTellOneRowForEachSampleInTheTimeSeries() throws IOException {
    RunResult run = SampleRuns.passed(3);
    Report.write(directory, List.of(run));

    List<String> lines = Files.readAllLines(directory.resolve("timeseries.csv"));
    assertThat(lines).hasSize(1 + run.samples().size());
    assertThat(lines.get(0))
        .startsWith("scenario,options,seed,seconds,nodes starting,")
        .contains("bytes PING,");
    int columns = lines.get(0).split(",", -1).length;
    assertThat(lines).allMatch(line -> line.split(",", -1).length == columns);
    assertThat(lines.get(1)).startsWith("partition-and-heal,network.loss=5%,3,1.0,");
  }

  @Test
  void shouldTellOneRowForEachLatency() throws IOException {
    Report.write(directory, SampleRuns.sweep(2));

    assertThat(Files.readAllLines(directory.resolve("latencies.csv")))
        .hasSize(1 + 2 * 6)
        .contains("partition-and-heal,network.loss=5%,1,get,8021,0.05,0.4,61.0,220.0");
  }

  @Test
  void shouldShowTheFailedTheSlowestAndTheFirstInFull() {
    List<RunResult> runs = SampleRuns.sweep(100);

    List<Integer> chosen = DetailChoice.of(runs);

    assertThat(chosen).hasSize(DetailChoice.MOST).isSorted().contains(0, 1, 16, 33, 50, 67, 84, 22);
  }

  @Test
  void shouldStaySmallForAThousandRuns() {
    List<RunResult> failed = IntStream.range(0, 30).mapToObj(SampleRuns::failed).toList();
    assertThat(DetailChoice.of(failed)).hasSize(DetailChoice.MOST);

    List<RunResult> many = IntStream.range(0, 1_000).mapToObj(i -> failed.get(i % 30)).toList();
    assertThat(Page.data(many).length()).isLessThan(3_000_000);
  }

  @Test
  void shouldThinTheRingOfALargeNetwork() throws IOException {
    RunResult run = SampleRuns.passed(1);
    List<String> ids =
        IntStream.range(0, 50_000).mapToObj(i -> String.format("%016x", i * 0x1234567L)).toList();
    List<Integer> zeros = IntStream.range(0, 50_000).mapToObj(i -> 0).toList();
    var frames =
        IntStream.range(0, 120).mapToObj(i -> new RingFrame(i, zeros, zeros, zeros)).toList();

    String data = Page.data(List.of(withRing(run, ids, frames)));

    assertThat(data.length()).isLessThan(4_000_000);
    assertThat(data).contains("\"total\":50000");
    JsonNode shown = JsonLines.MAPPER.readTree(data).at("/details/0/ring");
    assertThat(shown.get("ids")).hasSize(2_000);
    assertThat(shown.at("/frames/0/states").asText()).hasSize(2_000);
  }

  @Test
  void shouldRefuseToReportNothing() {
    assertThatThrownBy(() -> Report.write(directory, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldMeasureSettlingFromTheEndOfTheLastFault() {
    assertThat(new RunFigures(SampleRuns.passed(1)).settledAfter()).isEqualTo(35);
    assertThat(new RunFigures(SampleRuns.failed(1)).settledAfter()).isNull();
    assertThat(new RunFigures(SampleRuns.run(1, Verdict.FAIL)).reason().check())
        .isEqualTo("converged");
  }

  private static long linesThatDiffer(Path first, Path second) throws IOException {
    List<String> one = Files.readAllLines(first);
    List<String> other = Files.readAllLines(second);
    assertThat(other).hasSameSizeAs(one);
    return IntStream.range(0, one.size()).filter(i -> !one.get(i).equals(other.get(i))).count();
  }

  private static RunResult withWallSeconds(RunResult run, double wallSeconds) {
    return new RunResult(
        run.scenario(),
        run.options(),
        run.seed(),
        run.verdict(),
        run.checks(),
        run.trace(),
        run.events(),
        run.virtualSeconds(),
        wallSeconds,
        run.replay(),
        run.phases(),
        run.faults(),
        run.samples(),
        run.latencies(),
        run.datagrams(),
        run.drops(),
        run.theory(),
        run.marks(),
        run.nodeIds(),
        run.ring(),
        run.lastEvents());
  }

  private static RunResult withRing(RunResult run, List<String> ids, List<RingFrame> ring) {
    return new RunResult(
        run.scenario(),
        run.options(),
        run.seed(),
        run.verdict(),
        run.checks(),
        run.trace(),
        run.events(),
        run.virtualSeconds(),
        run.wallSeconds(),
        run.replay(),
        run.phases(),
        run.faults(),
        run.samples(),
        run.latencies(),
        run.datagrams(),
        run.drops(),
        run.theory(),
        run.marks(),
        ids,
        ring,
        run.lastEvents());
  }
}
