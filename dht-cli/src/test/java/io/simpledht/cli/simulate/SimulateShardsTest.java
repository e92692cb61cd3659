package io.simpledht.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.cli.CommandLine;
import io.simpledht.cli.FakeNode;
import io.simpledht.cli.Main;
import io.simpledht.cli.TestConsole;
import io.simpledht.cli.console.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps that are spread over processes, and what a process loads. */
@Timeout(120)
final class SimulateShardsTest {

  private static final String SCENARIO =
      """
      name: small
      nodes: 4
      network: {loss: 10%}
      workload: {puts: 2/s, gets: 2/s, keys: 5}
      phases:
        - join: {over: 1s}
        - run: {for: 5s}
        - heal: {within: 20s}
      """;

  private static final List<String> WITHOUT_TIMINGS =
      List.of("timeseries.csv", "latencies.csv", "sweep.png", "convergence.png");

  @TempDir Path directory;

  private static Process start(List<String> javaOptions, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String outputOf(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  @Test
  void shardsInProcessesOfTheirOwnShouldMergeToTheReportOfOne()
      throws IOException, InterruptedException {
    String file = Files.writeString(directory.resolve("small.yaml"), SCENARIO).toString();
    Path parts = directory.resolve("parts");
    Path merged = directory.resolve("merged");
    Path whole = directory.resolve("whole");

    List<Process> shards = new ArrayList<>();
    for (String shard : List.of("1/3", "2/3", "3/3")) {
      shards.add(start(List.of("-Xmx256m"), sweep(file, parts, "--runs", "4", "--shard", shard)));
    }
    for (Process shard : shards) {
      assertThat(outputOf(shard)).contains("Part: " + parts);
    }
    assertThat(run("simulate", "merge", parts.toString(), "--report", merged.toString())).isZero();
    assertThat(run(sweep(file, whole, "--runs", "4"))).isZero();

    for (String name : WITHOUT_TIMINGS) {
      assertThat(merged.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
    }
    String wall = "\"wallSeconds\":[0-9.E-]+";
    assertThat(without(wall, merged.resolve("runs.json")))
        .isEqualTo(without(wall, whole.resolve("runs.json")));
    String wallLine = "\n\"wall\":.*";
    assertThat(without(wallLine, merged.resolve("report.html")))
        .isEqualTo(without(wallLine, whole.resolve("report.html")));
  }

  /** Those that are done when it is interrupted are kept. */
  @Test
  void anInterruptedSweepShouldReportTheRunsThatAreDone() throws IOException, InterruptedException {
    Path report = directory.resolve("report");
    Process process = startEndlessSweep(report);
    String rest = interrupt(process);

    assertThat(process.exitValue()).as(rest).isEqualTo(ExitStatus.UNKNOWN);
    assertThat(rest).containsPattern("Interrupted: [1-9][0-9]* of 200000 runs done");
    assertThat(rest).contains("Report: " + report.resolve("report.html"));
    assertThat(report.resolve("runs.json")).content().contains("\"seed\":1");
  }

  @Test
  void anInterruptedSweepShouldSayInALineThatItCannotReport()
      throws IOException, InterruptedException {
    Path report = directory.resolve("report");
    Process process = startEndlessSweep(report);
    Files.delete(report);
    Files.writeString(report, "no directory any more");
    String rest = interrupt(process);

    assertThat(process.exitValue()).as(rest).isEqualTo(ExitStatus.UNKNOWN);
    assertThat(rest).contains("The report cannot be written: ").doesNotContain("Exception in");
  }

  /** As many runs as nobody waits for; one at least is done when this returns. */
  private Process startEndlessSweep(Path report) throws IOException {
    String file = Files.writeString(directory.resolve("small.yaml"), SCENARIO).toString();
    Process process =
        start(
            List.of("-Xmx256m"), sweep(file, report, "--runs", "100000", "--jobs", "1", "--json"));
    String line = process.inputReader().readLine();
    while (line != null && !line.startsWith("{\"event\":\"run\"")) {
      line = process.inputReader().readLine();
    }
    assertThat(line).as("a run is done").isNotNull();
    return process;
  }

  /** Ends it with SIGTERM, and returns what it says after that. */
  private static String interrupt(Process process) throws InterruptedException {
    process.toHandle().destroy(); // the other destroy closes what we read from
    String rest = process.inputReader().lines().collect(Collectors.joining("\n"));
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return rest;
  }

  private static String[] sweep(String file, Path report, String... more) {
    List<String> words = new ArrayList<>(List.of("simulate", file));
    words.addAll(List.of("--vary", "nodes=3,4", "--report", report.toString()));
    words.addAll(List.of(more));
    return words.toArray(new String[0]);
  }

  private static int run(String... words) {
    return new CommandLine(TestConsole.pipe().console(), new FakeNode()).run(words);
  }

  private static String without(String timings, Path file) throws IOException {
    String text = Files.readString(file);
    String rest = text.replaceAll(timings, "");
    assertThat(rest).hasSizeLessThan(text.length());
    return rest;
  }

  @Test
  void otherCommandsShouldLoadNothingOfTheSimulator() throws IOException, InterruptedException {
    String loaded =
        outputOf(start(List.of("-Xlog:class+load:stdout"), "simulate", "--help"))
            + outputOf(start(List.of("-Xlog:class+load:stdout"), "help"));
    assertThat(loaded).contains("io.simpledht.cli.simulate.SimulateCommand");
    assertThat(loaded).doesNotContain("io.simpledht.simulator.", "ch.qos.logback", "jackson");
  }
}
