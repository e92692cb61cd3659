package io.simpledht.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.simpledht.cli.CommandLine;
import io.simpledht.cli.FakeNode;
import io.simpledht.cli.TestConsole;
import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.CommandSpec;
import io.simpledht.cli.console.ExitStatus;
import io.simpledht.node.DhtNode;
import io.simpledht.simulator.HostContext;
import io.simpledht.simulator.NodeWiring;
import io.simpledht.simulator.scenario.BuiltIn;
import io.simpledht.simulator.scenario.Scenario;
import io.simpledht.simulator.scenario.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code simulate} and the commands behind it. */
@Timeout(120)
final class SimulateTest {

  private static final String TINY =
      """
      name: tiny
      nodes: 3
      phases:
        - join: {over: 1s}
        - heal: {within: 20s}
      """;

  @TempDir Path directory;
  private TestConsole console;
  private String tiny;

  @BeforeEach
  void writeScenario() throws IOException {
    tiny = write("tiny.yaml", TINY);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private int run(String... words) {
    console = TestConsole.pipe();
    List<String> all = new ArrayList<>(List.of("simulate"));
    all.addAll(List.of(words));
    return new CommandLine(console.console(), new FakeNode()).run(all.toArray(new String[0]));
  }

  private String lastLine() {
    return console.out().lines().reduce((a, b) -> b).orElse("");
  }

  private String replayLine() {
    List<String> lines =
        console.out().lines().filter(line -> line.startsWith("  replay: ")).toList();
    String line = lines.get(lines.size() - 1);
    return line.substring("  replay: simpledht simulate ".length());
  }

  @Test
  void shouldPrintTheSeedAndEverySettingFirstAndTheVerdictLast() {
    assertThat(run(tiny, "--seed", "7", "--loss", "10%", "--set", "node.seeds=2")).isZero();
    assertThat(console.out()).startsWith("seed=7 runs=1 jobs=1 wall-limit=3600.0s\n");
    assertThat(console.out())
        .contains("nodes=3 ", "network.loss=10%", "node.seeds=2", "node.timeout=5s")
        .contains("  - join: {nodes: all, over: 1s}\n");
    assertThat(lastLine())
        .matches("verdict=pass seed=7 trace=[0-9a-f]{16} events=\\d+ virtual=21.0s wall=[0-9.]+s");
  }

  @Test
  void shouldGiveTheSameRunEachTime() {
    run(tiny, "--seed", "0x10");
    String first = lastLine().replaceAll(" wall.*", "");
    run(tiny, "--seed", "16");
    assertThat(lastLine()).startsWith(first);
  }

  @Test
  void aFailureShouldPrintTheCommandThatReplaysIt() throws IOException {
    String file = write("hard.yaml", TINY + "  - expect: {bootstrap_p99: \"< 1ms\"}\n");
    assertThat(run(file, "--runs", "3", "--loss", "20%")).isEqualTo(ExitStatus.FAILED);
    assertThat(console.out())
        .contains("FAIL tiny seed=2 network.loss=20%\n  FAIL expect bootstrap_p99: ")
        .contains("passed 0, failed 3, unknown 0 of 3 runs\n");
    String replay = replayLine();
    assertThat(replay).startsWith("replay " + file + " seed=3 network.loss=20% trace=");

    assertThat(run(replay.split(" "))).isEqualTo(ExitStatus.FAILED);
    assertThat(console.out()).doesNotContain("another way").contains(" -> node-1 ");
    assertThat(lastLine()).contains("trace=" + replay.split("trace=")[1] + " ");
  }

  @Test
  void aReplayThatGoesAnotherWayShouldFailAndSaySo() {
    assertThat(run("replay", tiny, "seed=1", "trace=00000000000000ff")).isEqualTo(1);
    assertThat(console.out())
        .contains("It went another way: trace ", "instead of 00000000000000ff");
    assertThat(lastLine()).startsWith("verdict=pass seed=1");
  }

  @Test
  void aPlanShouldReplayAsTheRunItComesFrom() {
    String plan = directory.resolve("p.jsonl").toString();
    assertThat(run("replay", tiny, "seed=5", "nodes=4", "--plan", plan, "--events", "3")).isZero();
    String trace = lastLine().split(" ")[2];
    assertThat(console.out().lines().filter(line -> line.matches("  [0-9.]+ .*"))).hasSize(3);
    assertThat(run("replay", plan, trace)).isZero();
    assertThat(lastLine()).startsWith("verdict=pass seed=5 " + trace);
  }

  @Test
  void aRunOutOfTimeShouldBeUnknown() {
    int status =
        run("bootstrap-under-loss", "--wall-limit", "100ms", "--set", "phases.heal.within=30m");
    assertThat(status).isEqualTo(ExitStatus.UNKNOWN);
    assertThat(console.out()).contains("UNKNOWN the run ends in time: out of real time");
    assertThat(lastLine()).startsWith("verdict=unknown seed=1 ");
  }

  @Test
  void explorationShouldBeTheSameOnAnyNumberOfThreads() {
    assertThat(run("explore", "--runs", "3", "--seed", "5", "--jobs", "1")).isZero();
    String one = lastLine().replaceAll(" wall.*", "");
    assertThat(console.out()).contains("seed=5 runs=3 jobs=1", "3 runs, 0 failed, 0 unknown");
    assertThat(run("explore", "--runs", "3", "--seed", "5", "--jobs", "3")).isZero();
    assertThat(lastLine()).startsWith(one + " ").startsWith("verdict=pass seed=5 trace=");
  }

  @Test
  void aFailingExplorationShouldLeaveASmallPlanThatReplays() {
    console = TestConsole.pipe();
    CommandSpec spec = new SimulateExploreCommand().spec();
    String[] words = {"--runs", "1", "--seed", "5", "--report", directory.toString()};
    NodeWiring broken =
        new NodeWiring() {
          @Override
          public void made(HostContext host, DhtNode node) {
            throw new IllegalStateException("planted");
          }
        };
    int status =
        new SimulateExplore(Arguments.parse(spec, words, 0), console.console(), broken).run();

    assertThat(status).isEqualTo(ExitStatus.FAILED);
    assertThat(console.out())
        .contains("FAIL seed=5 nothing unexpected happens: ", "  made smaller in ")
        .contains("replay: simpledht simulate explore --runs 1 --seed 5")
        .containsPattern("made smaller in [0-9]+ runs: [1-9][0-9]+ steps to 1?[0-9]\n");
    assertThat(lastLine()).startsWith("verdict=fail seed=5 ");
    String plan = replayLine().split(" ")[1];
    assertThat(Path.of(plan)).isRegularFile().hasFileName("explore-5.jsonl");
    // The bug was in the wiring, so the node as it ships passes the plan, or it proves nothing.
    assertThat(run("replay", plan)).isNotEqualTo(ExitStatus.FAILED);
  }

  @Test
  void anExplorationThatGoesOnShouldNameAFailureAtOnce() {
    console = TestConsole.pipe();
    CommandSpec spec = new SimulateExploreCommand().spec();
    String[] words = {
      "--runs", "2", "--seed", "5", "--jobs", "1", "--keep-going", "--report", directory.toString()
    };
    List<String> toldBefore = new ArrayList<>();
    NodeWiring broken =
        new NodeWiring() {
          @Override
          public void made(HostContext host, DhtNode node) {
            toldBefore.add(console.err());
            throw new IllegalStateException("planted");
          }
        };
    new SimulateExplore(Arguments.parse(spec, words, 0), console.console(), broken).run();

    assertThat(toldBefore.get(0)).isEmpty();
    assertThat(toldBefore.get(1)).startsWith("FAIL seed=5 nothing unexpected happens: ");
    assertThat(console.err()).contains("FAIL seed=6 nothing unexpected happens: ");
  }

  /** What is not the same each time is what the plan is needed for most. */
  @Test
  void aFailureThatDoesNotShowAgainShouldLeaveItsPlan() {
    console = TestConsole.pipe();
    CommandSpec spec = new SimulateExploreCommand().spec();
    String[] words = {"--runs", "1", "--seed", "5", "--report", directory.toString()};
    AtomicInteger made = new AtomicInteger();
    NodeWiring breaksOnce =
        new NodeWiring() {
          @Override
          public void made(HostContext host, DhtNode node) {
            if (made.incrementAndGet() == 1) {
              throw new IllegalStateException("planted");
            }
          }
        };
    int status =
        new SimulateExplore(Arguments.parse(spec, words, 0), console.console(), breaksOnce).run();

    assertThat(status).isEqualTo(ExitStatus.FAILED);
    assertThat(console.out())
        .contains("FAIL seed=5 nothing unexpected happens: ")
        .contains("  did not fail again: the plan is that of the run that did\n");
    assertThat(directory.resolve("explore-5.jsonl")).isRegularFile();
    assertThat(replayLine()).startsWith("replay " + directory.resolve("explore-5.jsonl"));
  }

  @Test
  void anExplorationShouldNameRunsWithoutAVerdict() {
    int status = run("explore", "--runs", "2", "--twice", "--seed", "10", "--wall-limit", "100ms");
    assertThat(status).isEqualTo(ExitStatus.UNKNOWN);
    assertThat(console.out())
        .doesNotContain("FAIL")
        .contains("UNKNOWN seed=10 the run ends in time: out of real time");
  }

  @Test
  void shouldTakeSeedsAsTheyAreWritten() {
    run(tiny, "--seed", "010");
    assertThat(lastLine()).startsWith("verdict=pass seed=10 ");
    run(tiny, "--seed", "-0x10");
    assertThat(lastLine()).startsWith("verdict=pass seed=-16 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --events 0          | --events must be 1 to 1000000
          --wall-limit never  | --wall-limit must be a time
          """)
  void aReplayShouldWriteNothingBeforeItsOptionsAreRight(String words, String message) {
    Path plan = directory.resolve("p.jsonl");
    List<String> all = new ArrayList<>(List.of("replay", tiny, "--plan", plan.toString()));
    all.addAll(List.of(words.split(" ")));
    assertThat(run(all.toArray(new String[0]))).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(console.err()).contains(message).hasLineCount(1);
    assertThat(console.out()).isEmpty();
    assertThat(plan).doesNotExist();
  }

  @Test
  void aPlanShouldNotBeRunUnderAnotherSeedThanItsOwn() {
    String plan = directory.resolve("p.jsonl").toString();
    run("replay", tiny, "seed=5", "--plan", plan);
    assertThat(run("replay", plan, "seed=5")).isZero();
    assertThat(run("replay", plan, "seed=99")).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(console.err()).contains("the seed of " + plan + " is 5, not 99").hasLineCount(1);
  }

  /** Whoever cuts a plan by hand makes mistakes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "nodes":3             | "nodes":0              | 1: nodes: 0 is not allowed; give 1 to 1,000,000
          "nodes":3             | "nodes":1000000        | 1: 1,000,000 nodes with a copy of everything on each need about
          "latency":"lognormal(20ms, 0.4)" | "latency":"quick"  | 1: network.latency: "quick" is no law; give a duration (40ms)
          "loss":0.0,           | "loss":7.0,            | 1: network.weather.loss: 7.0 is not allowed; give 0 to 1
          "loss":0.0,           | ""                     | 1: not a line of a plan:
          "node":2,             | "node":0,              | 5: node: 0 is not allowed; give 1 to 3
          "node":2,             | "node":4,              | 5: node: 4 is not allowed; give 1 to 3
          "node":2,             |                        | 5: not a line of a plan: Missing creator property 'node' (index 1)
          "node":2,             | "node":2.5,            | 5: not a line of a plan:
          "retention":null      | "retention":1          | 1: node.retention: 1 is not allowed; give 60,000,000,000 to
          "seeds":[1]           | "seeds":[9]            | 5: seeds: 9 is not allowed; give 1 to 3
          "seeds":[1]           | "seeds":null           | 5: seeds: null is not allowed; give a list of nodes
          "withinNanos":20000000000 | "withinNanos":-1   | 12: withinNanos: -1 is not allowed; give 0 or more
          """)
  void aPlanThatIsWrongShouldBeNamedWithItsLineBeforeItRuns(String was, String is, String message)
      throws IOException {
    String plan = directory.resolve("p.jsonl").toString();
    run("replay", tiny, "--plan", plan);
    String right = Files.readString(Path.of(plan));
    assertThat(right).contains(was);
    String wrong = right.replaceFirst(Pattern.quote(was), is == null ? "" : is);
    // A blank line behind the world: lines are those of the file.
    String file = write("wrong.jsonl", wrong.replaceFirst("\n", "\n\n"));
    assertThat(run("replay", file)).as(console.err()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(console.err()).contains(file + ":" + message).hasLineCount(1);
    assertThat(console.out()).isEmpty();
  }

  @Test
  void damagedPartsShouldBeNamed() throws IOException {
    run(tiny, "--runs", "2", "--shard", "1/2", "--report", directory.toString());
    String part = Files.readString(directory.resolve("1-of-2.part.jsonl"));
    String[][] damages = {
      {"\"trace\":\"[0-9a-f]{16}\"", "\"trace\":\"xyz\"", "trace"},
      {"\"runs\":2", "\"runs\":0", "runs"},
      {"\"index\":0", "\"index\":2", "index"},
    };
    for (String[] damage : damages) {
      String bad = write("bad.part.jsonl", "\n" + part.replaceFirst(damage[0], damage[1]));
      assertThat(run("merge", bad)).isEqualTo(ExitStatus.FAILED);
      assertThat(console.err())
          .contains(bad + ":2: not a result of a run: ")
          .contains(damage[2])
          .hasLineCount(1);
    }
  }

  @Test
  void shouldPrintAnObjectOnEachLineForPrograms() throws IOException {
    assertThat(run(tiny, "--runs", "2", "--json")).isZero();
    List<String> events = new ArrayList<>();
    for (String line : console.out().lines().toList()) {
      events.add(new ObjectMapper().readTree(line).get("event").asText());
    }
    assertThat(events).containsExactly("begin", "run", "run", "end");
    assertThat(lastLine()).contains("\"verdict\":\"pass\"", "\"passed\":2,\"failed\":0");
  }

  @Test
  void shouldTabulateAReport() {
    String report = directory.resolve("out").toString();
    run(tiny, "--vary", "nodes=2,3", "--runs", "2", "--report", report);
    assertThat(run("table", report)).isZero();
    assertThat(console.out().lines()).hasSize(4);
    assertThat(console.out())
        .startsWith("| nodes | seeds |")
        .contains("\n| 3 | 1 to 2 | 2 | 100 % ");
  }

  @Test
  void shouldListWhatIsBuiltInAndShowIt() {
    assertThat(run("list")).isZero();
    assertThat(console.out()).contains(BuiltIn.NAMES).hasLineCount(BuiltIn.NAMES.size());
    assertThat(run("list", "--text", "hot-key")).isZero();
    Scenario same = ScenarioFile.parse("", console.out(), List.of());
    assertThat(same).isEqualTo(BuiltIn.scenario("hot-key", List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          bootstrp                     | "bootstrp" is no file and no built-in scenario (did you mean bootstrap-under-loss?); built in: bootstrap-under-loss, sync
          missing.yaml                 | "missing.yaml" is no file and no built-in scenario; built in: bootstrap
          hot-key --nodes 0            | nodes: "0" is not allowed; give a whole number from 1 to 1,000,000
          hot-key --nodes 1000000      | nodes=1000000 with a copy of everything on each need about
          hot-key --loss 200%          | network.loss: "200%" is not allowed; give a probability (0.2 or 20%)
          hot-key --set network.los=1  | unknown field network.los (did you mean loss?); allowed: latency, loss,
          hot-key --set node.timeout=5 | node.timeout: "5" is not allowed; give a duration from 100ms to 10m
          hot-key --set node.retention=10s | node.retention: "10s" is not allowed; give a duration from 1m to 3650d
          hot-key --set phases.jon.over=3s | no jon in the list that phases.jon.over names
          hot-key --set network        | "network" is no override; give PATH=VALUE, such as network.loss=20%
          hot-key --vary nodes         | "nodes" varies nothing; give PATH=VALUE,VALUE
          hot-key --runs 0             | --runs must be 1 to 1000000, was "0"
          hot-key --runs 1000000 --vary nodes=2,3 | 2,000,000 runs are more than 1,000,000
          hot-key --seed x             | the seed must be a whole number of 64 bits, was "x"
          hot-key --jobs 0             | --jobs must be 1 to 1024, was "0"
          hot-key --shard 3/2          | --shard must be I/N of at most 1 part, was "3/2"
          hot-key --shard 1/2          | --shard must be I/N of at most 1 part, was "1/2"
          hot-key --wall-limit never   | --wall-limit must be a time such as 5, 500ms or 2m, was "never"
          hot-key --report /dev/null/x | --report must be a directory that can be written, was "/dev/null/x"
          hot-key --seeds 3            | unknown option --seeds (did you mean --seed?)
          """)
  void wrongUseShouldEndWith2AndOneLineBeforeAnythingRuns(String words, String message) {
    assertThat(run(words.split(" "))).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(console.err()).startsWith("simpledht: simulate: " + message).hasLineCount(1);
    assertThat(console.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          nodes: 3            | network: {los: 20%} | 2: unknown field network.los (did you mean loss?); allowed:
          nodes: three        | name: a             | 1: nodes: "three" is not allowed; give a whole number
          name: a             | network: {loss: 20} | 2: network.loss: "20" is not allowed; give a probability
          name: a             | nodes: [3           | 3: not valid YAML:
          name: a             | workload: 5         | 2: workload: "5" must be a group of fields
          name: a             | churn: {session: 4} | 2: churn.session: "4" is no law; give a duration (40ms)
          """)
  void aWrongFileShouldBeNamedWithItsLine(String first, String second, String message)
      throws IOException {
    String text = first + "\n" + second + "\nphases:\n  - join: {over: 1s}\n";
    String file = write("wrong.yaml", text);
    assertThat(run(file)).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(console.err()).startsWith("simpledht: simulate: " + file + ":" + message);
    assertThat(console.err()).hasLineCount(1);
  }

  @Test
  void wrongPlansAndPartsShouldBeNamed() throws IOException {
    String plan = write("cut.jsonl", "{\"scenario\":3}\n");
    assertThat(run("replay", plan)).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(console.err()).contains(plan + ":1: not a line of a plan").hasLineCount(1);
    String part = write("1-of-2.part.jsonl", "{}\n");
    assertThat(run("merge", part)).isEqualTo(ExitStatus.FAILED);
    assertThat(console.err()).contains(part + ":1: not a result of a run").hasLineCount(1);
    assertThat(run("explore", "--for", "never")).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(console.err()).startsWith("simpledht: simulate explore: --for must be a time");
    assertThat(run("merge", directory.resolve("none").toString())).isEqualTo(2);
    assertThat(console.err()).contains("there is no " + directory.resolve("none"));
  }
}
