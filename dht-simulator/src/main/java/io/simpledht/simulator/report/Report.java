package io.simpledht.simulator.report;

import io.simpledht.simulator.result.RunResult;
import java.awt.AWTError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what people and programs want to see of one run or of a sweep of many:
 *
 * <ul>
 *   <li>{@code report.html}, a page that opens from the file and needs no network,
 *   <li>{@code runs.json}, {@code timeseries.csv} and {@code latencies.csv}, all data of all runs,
 *   <li>{@code *.png}, plots of the first run that failed, or else of the first one.
 * </ul>
 *
 * <p>Equal runs in equal order give equal files, but for the wall times in {@code runs.json} and in
 * one line of {@code report.html}.
 */
public final class Report {

  /**
   * What was written.
   *
   * @param files in the order they were written
   * @param notice what is missing and why, in a line for the user; empty if nothing is
   */
  public record Written(List<Path> files, String notice) {}

  private final Path directory;
  private final List<RunResult> runs;
  private final List<Path> files = new ArrayList<>();

  private Report(Path directory, List<RunResult> runs) {
    this.directory = directory;
    this.runs = List.copyOf(runs);
  }

  /**
   * Writes a report, replacing the files of an earlier one.
   *
   * @param directory created if it is missing
   * @param runs at least one, in the order they are to be listed
   * @throws IOException if a file cannot be written
   */
  public static Written write(Path directory, List<RunResult> runs) throws IOException {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a report needs a run");
    }
    return new Report(directory, runs).write();
  }

  private Written write() throws IOException {
    Files.createDirectories(directory);
    JsonLines.write(file("runs.json"), runs);
    CsvFiles.timeSeries(file("timeseries.csv"), runs);
    CsvFiles.latencies(file("latencies.csv"), runs);
    Files.writeString(file("report.html"), Page.of(runs), StandardCharsets.UTF_8);
    String notice = plots();
    return new Written(List.copyOf(files), notice);
  }

  /** Plots come last: a JVM without fonts draws none, and everything else is there already. */
  private String plots() throws IOException {
    List<Path> plots = new ArrayList<>();
    try {
      new Plots(runs, name -> added(plots, name)).write();
    } catch (LinkageError | AWTError | InternalError | RuntimeException e) {
      return "no plots as PNG: this JVM cannot draw, perhaps it has no fonts (" + e + ")";
    }
    files.addAll(plots);
    return "";
  }

  private Path added(List<Path> plots, String name) {
    plots.add(directory.resolve(name));
    return directory.resolve(name);
  }

  private Path file(String name) {
    Path file = directory.resolve(name);
    files.add(file);
    return file;
  }
}
