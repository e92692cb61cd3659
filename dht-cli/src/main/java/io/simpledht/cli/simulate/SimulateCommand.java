package io.simpledht.cli.simulate;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.Command;
import io.simpledht.cli.console.CommandSpec;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.Logging;
import java.util.List;

/** {@code simulate}. Loads nothing of the simulator before it runs. */
public final class SimulateCommand implements Command {

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        "simulate",
        "SCENARIO|FILE",
        "Run nodes in virtual time, under faults, from a seed",
        List.of(
            "The same seed and options give the same run, event for event. The last line",
            "is verdict=pass|fail|unknown seed=S trace=HEX events=N virtual=T wall=T;",
            "exit status 0 pass, 1 fail, 2 wrong usage, 4 unknown: out of budget.",
            "",
            "simpledht simulate list               the built-in scenarios",
            "simpledht simulate explore            random scenarios until one fails",
            "simpledht simulate replay ...         exactly one run again, with its trace",
            "simpledht simulate merge PART...      parts of a sweep to one report",
            "simpledht simulate table RESULT...    results as a table",
            "",
            "docs/SIMULATION.md describes scenario files."),
        SimulateOptions.ALL,
        List.of(
            "simpledht simulate bootstrap-under-loss --nodes 200 --loss 20% --seed 7",
            "simpledht simulate my-scenario.yaml --runs 1000 --jobs 2 --report out",
            "simpledht simulate steady-churn --set workload.puts=20/s --set node.timeout=2s",
            "simpledht simulate sync-under-loss --vary network.loss=0,10%,30% --runs 20",
            "simpledht simulate mass-crash --runs 1000 --shard 2/8 --report out"));
  }

  @Override
  public Command subcommand(String word) {
    return switch (word) {
      case "list" -> new SimulateListCommand();
      case "explore" -> new SimulateExploreCommand();
      case "replay" -> new SimulateReplayCommand();
      case "merge" -> new SimulateMergeCommand();
      case "table" -> new SimulateTableCommand();
      default -> null;
    };
  }

  @Override
  public int run(Arguments arguments, Console console) {
    Logging.silence();
    return new SimulateSweep(arguments, console).run();
  }
}
