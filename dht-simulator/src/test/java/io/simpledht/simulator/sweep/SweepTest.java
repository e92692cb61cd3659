package io.simpledht.simulator.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.simulator.report.JsonLines;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.scenario.ScenarioException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

  private static final String TINY =
      """
      name: tiny
      nodes: 3
      workload: {puts: 2/s, gets: 2/s, keys: 5}
      phases:
        - join: {over: 1s}
        - run: {for: 5s}
        - heal: {within: 20s}
      """;

  @TempDir Path directory;
  private String file;

  @BeforeEach
  void writeScenario() throws IOException {
    file = Files.writeString(directory.resolve("tiny.yaml"), TINY).toString();
  }

  private Sweep sweep(int seeds, String... axes) {
    List<Axis> varied = List.of(axes).stream().map(Axis::parse).toList();
    return Sweep.of(new Grid(file, List.of(), varied, 1, seeds).runs());
  }

  private static List<SweepResult> run(Sweep sweep, Shard shard, SweepOptions options) {
    List<SweepResult> results = new ArrayList<>();
    sweep.run(shard, options, results::add);
    return results;
  }

  private Path part(Sweep sweep, int number, int of) {
    Path part = Parts.file(directory, new Shard(number, of));
    try (Writer out = Files.newBufferedWriter(part)) {
      for (SweepResult result : run(sweep, new Shard(number, of), SweepOptions.PLAIN)) {
        out.write(JsonLines.line(result) + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return part;
  }

  @Test
  void shouldGiveTheSameResultsInTheSameOrderOnAnyNumberOfThreads() {
    Sweep sweep = sweep(3, "network.loss=0,20%");

    List<SweepResult> one = run(sweep, Shard.ALL, SweepOptions.PLAIN);
    List<SweepResult> three = run(sweep, Shard.ALL, SweepOptions.PLAIN.withJobs(3));

    assertThat(three).isEqualTo(one);
    assertThat(one).extracting(SweepResult::index).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(one).extracting(r -> r.result().seed()).containsExactly(1L, 2L, 3L, 1L, 2L, 3L);
    assertThat(one.get(4).result().options()).containsExactly("network.loss=20%");
    assertThat(one).extracting(r -> r.result().trace()).doesNotHaveDuplicates();
  }

  @Test
  void partsShouldJoinToWhatOneProcessGives() throws IOException {
    Sweep sweep = sweep(5);
    List<RunResult> whole =
        run(sweep, Shard.ALL, SweepOptions.PLAIN).stream().map(SweepResult::result).toList();

    // The last part twice, as after a retry, and before the others.
    List<Path> parts =
        List.of(part(sweep, 3, 3), part(sweep, 1, 3), part(sweep, 2, 3), part(sweep, 3, 3));

    assertThat(Parts.join(parts)).isEqualTo(whole);
    assertThat(Parts.join(List.of(directory))).isEqualTo(whole);
  }

  @Test
  void shouldNameRunsThatAreMissing() {
    Path part = part(sweep(5), 1, 2);

    assertThatThrownBy(() -> Parts.join(List.of(part)))
        .isInstanceOf(IOException.class)
        .hasMessage("2 of 5 runs are missing, the first: [1, 3]");
  }

  @Test
  void shouldRefusePartsOfDifferentSweeps() throws IOException {
    Path first = part(sweep(2), 1, 2);
    Files.writeString(Path.of(file), TINY.replace("2/s", "3/s"));
    Path second = part(sweep(2), 2, 2);

    assertThatThrownBy(() -> Parts.join(List.of(first, second)))
        .hasMessageContaining("2-of-2.part.jsonl: a part of another sweep");
  }

  @Test
  void shouldRefuseARunThatWentTwoWays() throws IOException {
    Path part = part(sweep(1), 1, 1);
    String line = Files.readString(part);
    String trace = JsonLines.read(part, SweepResult.class).get(0).result().trace();
    Files.writeString(part, line + line.replace(trace, "00000000000000ff"));

    assertThatThrownBy(() -> Parts.join(List.of(part)))
        .hasMessageContaining("run 0 went another way");
  }

  @Test
  void aRunThatExceedsItsWallLimitShouldBeUnknown() {
    AtomicLong clock = new AtomicLong();
    SweepOptions limited =
        new SweepOptions(1, () -> clock.addAndGet(1_000), 10_000, (index, now, end, events) -> {});

    RunResult result = run(sweep(1), Shard.ALL, limited).get(0).result();

    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.check("the run ends in time").verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.virtualSeconds()).isLessThan(20);
  }

  @Test
  void shouldReadAllScenariosBeforeAnythingRuns() {
    assertThatThrownBy(() -> sweep(1, "network.loss=0,200%"))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("network.loss: \"200%\" is not allowed");
  }

  @Test
  void shouldBoundTheNumberOfRuns() {
    assertThatThrownBy(() -> sweep(1_000_000, "nodes=1,2"))
        .hasMessage("2,000,000 runs are more than 1,000,000");
  }

  @Test
  void commasWithinParenthesesShouldBelongToAValue() {
    assertThat(Axis.parse("network.latency=lognormal(20ms, 0.4),5ms").values())
        .containsExactly("lognormal(20ms, 0.4)", "5ms");
    assertThatThrownBy(() -> Axis.parse("nodes=")).hasMessageContaining("give PATH=VALUE,VALUE");
    assertThatThrownBy(() -> Axis.parse("=3")).isInstanceOf(ScenarioException.class);
  }

  @Test
  void replayCommandsShouldSurviveAShell() {
    RunSpec run = new RunSpec("it's.yaml", List.of("network.latency=lognormal(1ms, 2)"), -3);

    assertThat(run.replayCommand("00ab"))
        .isEqualTo(
            "simpledht simulate replay 'it'\\''s.yaml' seed=-3"
                + " 'network.latency=lognormal(1ms, 2)' trace=00ab");
  }
}
