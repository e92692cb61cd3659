package io.simpledht.cli;

import io.simpledht.cli.console.Console;

/** Runs one command of {@code simpledht}. */
public final class Main {

  private Main() {}

  /** Runs the command that {@code args} name and ends the process with its exit status. */
  public static void main(String[] args) {
    Console console = Console.ofProcess();
    int status = new CommandLine(console, UdpNode.OPENER).run(args);
    System.exit(console.finish(status));
  }
}
