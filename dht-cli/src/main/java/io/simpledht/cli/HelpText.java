package io.simpledht.cli;

import io.simpledht.cli.console.CommandSpec;
import io.simpledht.cli.console.Option;

/** Help, laid out for 80 columns. */
final class HelpText {

  private static final int COMMAND_COLUMN = 10;
  private static final int OPTION_COLUMN = 21;

  private HelpText() {}

  /** All commands, a line each. */
  static String overview(Commands commands) {
    StringBuilder text = new StringBuilder(2_048);
    text.append("SimpleDHT, a distributed hash table over one UDP port.\n\n");
    text.append("Usage: simpledht COMMAND [OPTIONS]\n\n");
    for (String name : Commands.NAMES) {
      row(text, name, COMMAND_COLUMN, commands.find(name).spec().summary());
    }
    text.append(
        "\nTwo nodes on this machine, in two terminals, and a value from one to the other:\n");
    text.append("  simpledht start --port 5000\n");
    text.append("  simpledht start --port 5001 --bootstrap 127.0.0.1:5000\n");
    text.append("  simpledht put greeting hello --port 5000\n");
    text.append("  simpledht get greeting --port 5001\n\n");
    text.append("simpledht COMMAND --help tells more; simpledht --version tells the version.\n");
    text.append("Exit status: 0 it worked, 1 it failed, 2 wrong usage, 3 no value for the key,\n");
    text.append("4 a simulation that proves nothing.\n");
    return text.toString();
  }

  /** All about one command. */
  static String of(CommandSpec spec) {
    StringBuilder text = new StringBuilder(2_048);
    text.append("Usage: ").append(spec.usage()).append(" [OPTIONS]\n\n");
    text.append(spec.summary()).append(".\n");
    for (String line : spec.details()) {
      text.append(line).append('\n');
    }
    text.append("\nOptions:\n");
    for (Option option : spec.options()) {
      option(text, option);
    }
    option(text, Option.HELP);
    text.append("\nExamples:\n");
    for (String example : spec.examples()) {
      text.append("  ").append(example).append('\n');
    }
    return text.toString();
  }

  private static void option(StringBuilder text, Option option) {
    String letter = option.letter() == 0 ? "" : "-" + option.letter() + ", ";
    String argument = option.takesArgument() ? " " + option.argument() : "";
    row(text, letter + option.typed() + argument, OPTION_COLUMN, option.help());
  }

  private static void row(StringBuilder text, String left, int column, String right) {
    text.append("  ").append(left);
    for (int width = left.length(); width < column; width++) {
      text.append(' ');
    }
    text.append(' ').append(right).append('\n');
  }
}
