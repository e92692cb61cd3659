package io.simpledht.cli.console;

/** Something {@code simpledht} does. */
public interface Command {

  CommandSpec spec();

  /** The command that this word selects if it follows the name of this one, or null. */
  default Command subcommand(String word) {
    return null;
  }

  /**
   * Does it.
   *
   * @return the exit status
   * @throws UsageException if the arguments make no sense
   * @throws FailedException if it failed
   */
  int run(Arguments arguments, Console console);
}
