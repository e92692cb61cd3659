package io.simpledht.cli.console;

import java.util.List;

/**
 * What there is to know of a command before it runs.
 *
 * @param name what is typed
 * @param operands names of what follows it, such as {@code KEY VALUE}
 * @param summary one line
 * @param details what the summary leaves out, lines of at most 80 characters
 * @param options in the order of the help text, {@link Option#HELP} not included
 * @param examples command lines that work as they stand
 */
public record CommandSpec(
    String name,
    String operands,
    String summary,
    List<String> details,
    List<Option> options,
    List<String> examples) {

  /** The option of this name, or null. */
  public Option option(String wanted) {
    for (Option option : options) {
      if (option.name().equals(wanted)) {
        return option;
      }
    }
    return wanted.equals(Option.HELP.name()) ? Option.HELP : null;
  }

  /** The option of this letter, or null. */
  public Option option(char letter) {
    for (Option option : options) {
      if (option.letter() == letter) {
        return option;
      }
    }
    return letter == Option.HELP.letter() ? Option.HELP : null;
  }

  /** The command and what must follow it. */
  public String usage() {
    return operands.isEmpty() ? "simpledht " + name : "simpledht " + name + " " + operands;
  }
}
