package io.simpledht.cli.simulate;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.Command;
import io.simpledht.cli.console.CommandSpec;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.Logging;
import io.simpledht.cli.console.Option;
import java.util.List;

/** {@code simulate explore}. Loads nothing of the simulator before it runs. */
public final class SimulateExploreCommand implements Command {

  static final Option FOR = Option.of("for", "TIME", "begin no run after it; 1m without --runs");
  static final Option RUNS = Option.of("runs", "N", "run N scenarios");
  static final Option KEEP_GOING = Option.flag("keep-going", "go on after a run that fails");
  static final Option TWICE = Option.flag("twice", "run each twice, which must not differ");

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        "simulate explore",
        "",
        "Run random scenarios from seeds until time is up or one fails",
        List.of(
            "What fails is made smaller: fewer nodes, faults and calls, a shorter run. Its",
            "plan is written to explore-SEED.jsonl, in the directory of --report or here,",
            "and the command that replays it is printed. Exit status as of simulate."),
        List.of(
            FOR,
            RUNS,
            SimulateOptions.SEED,
            SimulateOptions.JOBS,
            KEEP_GOING,
            TWICE,
            SimulateOptions.WALL_LIMIT,
            SimulateOptions.REPORT,
            SimulateOptions.JSON),
        List.of(
            "simpledht simulate explore --for 10m",
            "simpledht simulate explore --runs 200 --seed 1000 --twice",
            "simpledht simulate explore --for 8h --keep-going --report out"));
  }

  @Override
  public int run(Arguments arguments, Console console) {
    Logging.silence();
    return SimulateExplore.of(arguments, console).run();
  }
}
