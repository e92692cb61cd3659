package io.simpledht.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.CommandSpec;
import io.simpledht.cli.console.ExitStatus;
import io.simpledht.cli.simulate.SimulateCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UsageTest {

  @SuppressWarnings("unused") // names the commands for the tests below
  private static final List<String> COMMANDS = Commands.NAMES;

  private final TestConsole console = TestConsole.pipe();
  private final FakeNode node = new FakeNode();
  private final CommandLine commandLine = new CommandLine(console.console(), node);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          gte k                    | unknown command gte (did you mean get?); see simpledht help
          xyzzy                    | unknown command xyzzy; see simpledht help
          help strat               | unknown command strat (did you mean start?); see simpledht help
          --port 5 get             | the command comes before its options
          get                      | get: KEY is missing: simpledht get KEY
          get a b                  | get: "b" is one word too many: quote what contains spaces
          put k                    | put: VALUE is missing
          put k v --file f         | put: "v" is one word too many
          info k                   | info: "k" is one word too many
          get k --prot 5           | get: unknown option --prot (did you mean --port?)
          get k -x                 | get: unknown option -x; put -- before a word that is no option
          get k --port             | get: --port needs a value: --port PORT
          get k --port 5 --port 6  | get: --port is given twice
          get k --port 0           | get: --port must be 1 to 65535, was "0"
          get k --port five        | get: --port must be 1 to 65535, was "five"
          get k --json=yes         | get: --json takes no value
          get k --timeout 5x       | get: --timeout must be a time such as 5, 500ms or 2m, was "5x"
          get k --timeout 0        | get: --timeout must be 10 ms to 10 m, was "0"
          get k --host a:5001      | get: --host takes a name or address alone, was "a:5001"
          put k v --concern 0      | put: --concern must be local, one, majority, all or 1 to 65535
          put k v --concern most   | put: --concern must be local, one, majority, all or 1 to 65535
          put k v --ttl -1         | put: --ttl must be a time
          delete k --concern none  | delete: --concern must be
          start --port 65536       | start: --port must be 0 to 65535, was "65536"
          start --attempts 0       | start: --attempts must be 1 to 1000, was "0"
          start --replication half | start: --replication must be 1 to 20, was "half"
          start --bootstrap a:b    | start: "a:b" is not host:port
          start --max-value 65M    | start: --max-value must be 1 to 64M bytes, was "65M"
          start --max-entries 0    | start: --max-entries must be 1 to 2147483647, was "0"
          start --max-content 1X   | start: --max-content must be 1 to 1024G bytes, was "1X"
          start --data=            | start: --data names no directory
          start --bootstrap ,      | start: --bootstrap names no node
          start --bootstrap=       | start: --bootstrap names no node
          start --bootstrap [fe80::1%eth0]:1 | start: "fe80::1%eth0" is valid on one link only
          get k --host fe80::1%eth0 | get: --host fe80::1%eth0 is valid on one link only
          start now                | start: "now" is one word too many
          """)
  void wrongUsageShouldEndWith2AndOneLineThatHelps(String words, String message) {
    assertThat(commandLine.run(words.split(" "))).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(console.err()).startsWith("simpledht: " + message).contains("see simpledht");
    assertThat(console.err()).hasLineCount(1);
    assertThat(console.out()).isEmpty();
    assertThat(node.host).as("no node is asked").isNull();
  }

  @Test
  void keysShouldBeWithinTheirLimits() {
    assertThat(commandLine.run("get", "")).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(commandLine.run("get", "k".repeat(1_025))).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(commandLine.run("get", "k".repeat(1_024))).isEqualTo(ExitStatus.NO_VALUE);
  }

  @Test
  void negativeNumbersAndASingleHyphenShouldBeOperands() {
    assertThat(commandLine.run("put", "temperature", "-5")).isZero();
    assertThat(commandLine.run("put", "minus", "-")).isZero();
    assertThat(commandLine.run("put", "--port=5001", "--", "k", "--value")).isZero();
    assertThat(node.port).isEqualTo(5_001);
    assertThat(node.values.toString()).contains("-5", "\"-\"", "--value");
  }

  @Test
  void nothingShouldShowTheOverviewAndEndWith2() {
    assertThat(commandLine.run()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(console.err()).contains("Usage: simpledht COMMAND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--attempts abc", "--bootstrap a:b", "--max-value 0", "--replication no"})
  void aNodeThatIsNotToStartShouldLeaveNothingBehind(String wrong, @TempDir Path folder) {
    String data = folder.resolve("data").toString();
    String[] words = ("start --data " + data + " " + wrong).split(" ");
    assertThat(commandLine.run(words)).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"help", "--help", "-h"})
  void helpShouldListEveryCommand(String word) {
    assertThat(commandLine.run(word)).isZero();
    assertThat(console.out()).contains(Commands.NAMES);
  }

  @Test
  void versionShouldNameTheProgramAndItsJava() {
    assertThat(commandLine.run("--version")).isZero();
    assertThat(console.out()).startsWith("simpledht ").contains("Java ");
  }

  @ParameterizedTest
  @FieldSource("COMMANDS")
  void helpOfACommandShouldFitATerminalAndComeBothWays(String name) {
    assertThat(commandLine.run(name, "--help")).isZero();
    String help = console.out();
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(help).startsWith("Usage: simpledht " + name).contains("Examples:", "--help");
    assertThat(commandLine.run("help", name)).isZero();
    assertThat(console.out()).isEqualTo(help + help);
  }

  @ParameterizedTest
  @FieldSource("COMMANDS")
  void examplesShouldBeUnderstood(String name) {
    CommandSpec spec = new Commands(node).find(name).spec();
    assertThat(spec.examples()).isNotEmpty();
    for (String example : spec.examples()) {
      String[] words = words(example);
      assertThat(words).startsWith("simpledht", name);
      Arguments arguments = Arguments.parse(spec, words, 2);
      if (!spec.operands().isEmpty() && !example.contains("--file")) {
        arguments.operands(spec.operands().startsWith("KEY (") ? new String[2] : new String[1]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "explore", "replay", "merge", "table"})
  void commandsBehindACommandShouldExplainThemselvesToo(String name) {
    assertThat(commandLine.run("simulate", name, "--help")).isZero();
    String help = console.out();
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(help).startsWith("Usage: simpledht simulate " + name).contains("Examples:");
    assertThat(commandLine.run("help", "simulate", name)).isZero();
    assertThat(console.out()).isEqualTo(help + help);
    CommandSpec spec = new SimulateCommand().subcommand(name).spec();
    for (String example : spec.examples()) {
      String[] words = words(example);
      assertThat(words).startsWith("simpledht", "simulate", name);
      assertThat(Arguments.parse(spec, words, 3)).isNotNull();
    }
  }

  /** As a shell would: up to a pipe, with single quotes. */
  private static String[] words(String example) {
    List<String> words = new ArrayList<>();
    String[] quoted = example.split(" \\|")[0].split("'");
    for (int i = 0; i < quoted.length; i++) {
      words.addAll(i % 2 == 1 ? List.of(quoted[i]) : List.of(quoted[i].trim().split(" ")));
    }
    return words.toArray(new String[0]);
  }
}
