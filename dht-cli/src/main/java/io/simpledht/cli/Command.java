package io.simpledht.cli;

/** Something {@code simpledht} does. */
interface Command {

  CommandSpec spec();

  /**
   * Does it.
   *
   * @return the exit status
   * @throws UsageException if the arguments make no sense
   * @throws FailedException if it failed
   */
  int run(Arguments arguments, Console console);
}
