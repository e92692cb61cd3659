package io.simpledht.cli.simulate;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.Command;
import io.simpledht.cli.console.CommandSpec;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.Logging;
import io.simpledht.cli.console.Option;
import java.util.List;

/** {@code simulate replay}. Loads nothing of the simulator before it runs. */
public final class SimulateReplayCommand implements Command {

  static final Option EVENTS =
      Option.of("events", "N", "print the last N events, up to 1000000; 100");
  static final Option PLAN = Option.of("plan", "FILE.jsonl", "write the plan: the dated steps");

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        "simulate replay",
        "SCENARIO|PLAN.jsonl [WORD...]",
        "Do exactly one run again, and show what happened in it",
        List.of(
            "Words are seed=S, fields of the scenario as PATH=VALUE, and trace=HEX, with",
            "which it fails if anything went another way. A run that did not pass prints",
            "them. A plan can be cut by hand: one step on each line."),
        List.of(
            EVENTS, PLAN, SimulateOptions.REPORT, SimulateOptions.WALL_LIMIT, SimulateOptions.JSON),
        List.of(
            "simpledht simulate replay mass-crash seed=7 network.loss=20%",
            "simpledht simulate replay mass-crash seed=7 --plan p.jsonl --events 1000",
            "simpledht simulate replay p.jsonl --report out"));
  }

  @Override
  public int run(Arguments arguments, Console console) {
    Logging.silence();
    return new SimulateReplay(arguments, console).run();
  }
}
