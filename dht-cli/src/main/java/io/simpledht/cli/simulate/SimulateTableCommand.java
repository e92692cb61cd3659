package io.simpledht.cli.simulate;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.Command;
import io.simpledht.cli.console.CommandSpec;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.ExitStatus;
import io.simpledht.cli.console.FailedException;
import io.simpledht.simulator.report.JsonLines;
import io.simpledht.simulator.report.ResultTable;
import io.simpledht.simulator.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code simulate table}. */
public final class SimulateTableCommand implements Command {

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        "simulate table",
        "RESULT...",
        "Print results as a table in Markdown",
        List.of(
            "A result is a directory that --report named, or a runs.json in one. The",
            "table has a row for all seeds of a scenario under the same options."),
        List.of(),
        List.of(
            "simpledht simulate table out",
            "simpledht simulate table churn/runs.json crash/runs.json"));
  }

  @Override
  public int run(Arguments arguments, Console console) {
    List<RunResult> results = new ArrayList<>();
    for (String operand : arguments.someOperands("RESULT")) {
      Path path = Path.of(operand);
      results.addAll(read(Files.isDirectory(path) ? path.resolve("runs.json") : path, arguments));
    }
    if (results.isEmpty()) {
      throw new FailedException("There are no results in these files");
    }
    console.out().print(ResultTable.markdown(results));
    return ExitStatus.OK;
  }

  private static List<RunResult> read(Path file, Arguments arguments) {
    try {
      return JsonLines.read(file);
    } catch (NoSuchFileException e) {
      throw arguments.wrong("there is no " + e.getMessage());
    } catch (IOException e) {
      throw new FailedException(e.getMessage());
    }
  }
}
