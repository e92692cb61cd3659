package io.simpledht.cli.start;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.Command;
import io.simpledht.cli.console.CommandSpec;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.ExitStatus;
import io.simpledht.cli.console.Logging;
import java.util.List;

/** {@code demo}. */
public final class DemoCommand implements Command {

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        "demo",
        "",
        "Show a network of three nodes at work on this machine",
        List.of(
            "Runs real nodes on loopback UDP in one process: a value put on one comes",
            "back from another, one node stops, a fresh one joins and syncs. Exit status",
            "0 only if all of it worked."),
        List.of(Logging.VERBOSE),
        List.of("simpledht demo", "simpledht demo -v"));
  }

  @Override
  public int run(Arguments arguments, Console console) {
    arguments.operands();
    Logging.configure(arguments);
    try (Demo demo = new Demo(console)) {
      return demo.run() ? ExitStatus.OK : ExitStatus.FAILED;
    }
  }
}
