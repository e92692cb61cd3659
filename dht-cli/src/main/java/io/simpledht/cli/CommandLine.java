package io.simpledht.cli;

import io.simpledht.cli.client.Failures;
import io.simpledht.cli.client.RemoteNode;
import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.Command;
import io.simpledht.cli.console.CommandSpec;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.ExitStatus;
import io.simpledht.cli.console.FailedException;
import io.simpledht.cli.console.Option;
import io.simpledht.cli.console.Suggestion;
import io.simpledht.cli.console.UsageException;

/** From words to a command that has run. */
public final class CommandLine {

  private final Console console;
  private final Commands commands;

  public CommandLine(Console console, RemoteNode.Opener opener) {
    this.console = console;
    this.commands = new Commands(opener);
  }

  /** Runs the command the words name and returns its exit status. */
  public int run(String... words) {
    if (words.length == 0) {
      console.err().print(HelpText.overview(commands));
      return ExitStatus.WRONG_USAGE;
    }
    try {
      return dispatch(words);
    } catch (UsageException wrong) {
      console.error("simpledht: " + wrong.getMessage());
      return ExitStatus.WRONG_USAGE;
    }
  }

  private int dispatch(String[] words) {
    return switch (words[0]) {
      case "help", "--help", "-h" -> help(words);
      case "version", "--version" -> version();
      default -> runCommand(words);
    };
  }

  private int help(String[] words) {
    boolean all = words.length == 1;
    console.out().print(all ? HelpText.overview(commands) : HelpText.of(spec(words)));
    return ExitStatus.OK;
  }

  private CommandSpec spec(String[] words) {
    Command command = command(words[1]);
    Command sub = words.length > 2 ? command.subcommand(words[2]) : null;
    return sub == null ? command.spec() : sub.spec();
  }

  private int version() {
    console.line(Build.describe());
    return ExitStatus.OK;
  }

  private int runCommand(String[] words) {
    Command command = command(words[0]);
    Command sub = words.length > 1 ? command.subcommand(words[1]) : null;
    return sub == null ? run(command, words, 1) : run(sub, words, 2);
  }

  private int run(Command command, String[] words, int from) {
    CommandSpec spec = command.spec();
    Arguments arguments = Arguments.parse(spec, words, from);
    if (arguments.has(Option.HELP)) {
      console.out().print(HelpText.of(spec));
      return ExitStatus.OK;
    }
    try {
      return command.run(arguments, console);
    } catch (FailedException failed) {
      Failures.report(failed, console, arguments);
      return ExitStatus.FAILED;
    }
  }

  private Command command(String name) {
    Command command = commands.find(name);
    if (command != null) {
      return command;
    }
    if (name.startsWith("-")) {
      throw new UsageException(
          "the command comes before its options, such as simpledht get KEY "
              + name
              + "; see simpledht help");
    }
    throw new UsageException(
        "unknown command "
            + name
            + Suggestion.forWord(name, Commands.NAMES)
            + "; see simpledht help");
  }
}
