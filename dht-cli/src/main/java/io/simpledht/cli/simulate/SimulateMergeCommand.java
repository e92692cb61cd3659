package io.simpledht.cli.simulate;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.Command;
import io.simpledht.cli.console.CommandSpec;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.FailedException;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.sweep.Parts;
import io.simpledht.simulator.sweep.Summary;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** {@code simulate merge}. */
public final class SimulateMergeCommand implements Command {

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        "simulate merge",
        "PART...",
        "Join the parts of a sweep into one report",
        List.of(
            "A part is what simulate --shard I/N --report DIR wrote, or a directory of",
            "them. The report is the one that a single process would have written, but",
            "for timings. Exit status as of simulate; 1 too if a run is missing."),
        List.of(SimulateOptions.REPORT, SimulateOptions.JSON),
        List.of(
            "simpledht simulate merge out --report out",
            "simpledht simulate merge a/1-of-2.part.jsonl b/2-of-2.part.jsonl --report out"));
  }

  @Override
  public int run(Arguments arguments, Console console) {
    List<Path> parts = arguments.someOperands("PART").stream().map(Path::of).toList();
    Path report = SimulateOptions.report(arguments);
    SimulateOutput output = SimulateOutput.of(arguments, console);
    List<RunResult> results = results(parts, arguments);
    Summary summary = new Summary();
    double wallSeconds = 0;
    for (RunResult result : results) {
      summary.add(result);
      wallSeconds += result.wallSeconds();
      output.run(result, results.size() == 1);
    }
    if (report != null) {
      output.files(SimulateReport.write(report, results));
    }
    return output.end(summary, Math.round(wallSeconds * 1_000));
  }

  private static List<RunResult> results(List<Path> parts, Arguments arguments) {
    try {
      return Parts.join(parts);
    } catch (NoSuchFileException e) {
      throw arguments.wrong("there is no " + e.getMessage());
    } catch (IOException e) {
      throw new FailedException("Not merged: " + e.getMessage());
    }
  }
}
