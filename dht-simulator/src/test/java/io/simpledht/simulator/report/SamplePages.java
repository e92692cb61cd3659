package io.simpledht.simulator.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes reports of made-up runs, to be looked at: {@code main(directory)}. */
final class SamplePages {

  private SamplePages() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    Report.write(directory.resolve("one"), List.of(SampleRuns.passed(7)));
    Report.write(directory.resolve("failed"), List.of(SampleRuns.failed(8)));
    Report.write(directory.resolve("sweep"), SampleRuns.sweep(100));
  }
}
