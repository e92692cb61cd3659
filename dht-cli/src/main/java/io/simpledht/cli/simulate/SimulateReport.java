package io.simpledht.cli.simulate;

import io.simpledht.cli.console.FailedException;
import io.simpledht.simulator.report.Report;
import io.simpledht.simulator.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes reports. */
final class SimulateReport {

  private SimulateReport() {}

  /** Writes one and answers lines that say so. */
  static List<String> write(Path directory, List<RunResult> results) {
    try {
      Report.Written written = Report.write(directory, results);
      List<String> lines = new ArrayList<>();
      lines.add("Report: " + directory.resolve("report.html"));
      if (!written.notice().isEmpty()) {
        lines.add("Report: " + written.notice());
      }
      return lines;
    } catch (IOException e) {
      throw new FailedException("The report cannot be written: " + e.getMessage());
    }
  }
}
