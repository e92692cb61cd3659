package io.simpledht.simulator.report;

import io.simpledht.protocol.NodeState;
import io.simpledht.simulator.result.Percentiles;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Sample;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The figures of all runs as tables that spreadsheets and scripts open. RFC 4180, UTF-8. */
final class CsvFiles {

  private CsvFiles() {}

  /** One row for each sample of each run; what a run does not have is left empty. */
  static void timeSeries(Path file, List<RunResult> runs) throws IOException {
    Set<String> types = new TreeSet<>();
    Set<String> calls = new TreeSet<>();
    for (RunResult run : runs) {
      for (Sample sample : run.samples()) {
        types.addAll(sample.datagrams().keySet());
        types.addAll(sample.bytes().keySet());
        calls.addAll(sample.operations().keySet());
        calls.addAll(sample.failed().keySet());
      }
    }
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      row(out, timeSeriesHeader(types, calls));
      for (RunResult run : runs) {
        for (Sample sample : run.samples()) {
          row(out, timeSeriesRow(run, sample, types, calls));
        }
      }
    }
  }

  private static List<Object> timeSeriesHeader(Set<String> types, Set<String> calls) {
    List<Object> header = new ArrayList<>(List.of("scenario", "options", "seed", "seconds"));
    for (NodeState state : NodeState.values()) {
      header.add("nodes " + state.text());
    }
    header.addAll(List.of("copies due", "copies missing", "acquaintance", "lost"));
    types.forEach(type -> header.add("datagrams " + type));
    types.forEach(type -> header.add("bytes " + type));
    calls.forEach(call -> header.add("ended " + call));
    calls.forEach(call -> header.add("failed " + call));
    return header;
  }

  private static List<Object> timeSeriesRow(
      RunResult run, Sample sample, Set<String> types, Set<String> calls) {
    List<Object> row = new ArrayList<>(List.of(run.scenario(), options(run)));
    row.addAll(List.of(run.seed(), sample.seconds()));
    for (NodeState state : NodeState.values()) {
      row.add(sample.nodes().getOrDefault(state, 0));
    }
    row.addAll(List.of(sample.copiesDue(), sample.copiesMissing()));
    row.addAll(List.of(sample.acquaintance(), sample.lost()));
    types.forEach(type -> row.add(sample.datagrams().getOrDefault(type, 0L)));
    types.forEach(type -> row.add(sample.bytes().getOrDefault(type, 0L)));
    calls.forEach(call -> row.add(sample.operations().getOrDefault(call, 0L)));
    calls.forEach(call -> row.add(sample.failed().getOrDefault(call, 0L)));
    return row;
  }

  /** One row for each kind of duration of each run. */
  static void latencies(Path file, List<RunResult> runs) throws IOException {
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      row(
          out,
          List.of(
              "scenario",
              "options",
              "seed",
              "what",
              "count",
              "p50 ms",
              "p95 ms",
              "p99 ms",
              "max ms"));
      for (RunResult run : runs) {
        for (Map.Entry<String, Percentiles> entry : run.latencies().entrySet()) {
          Percentiles p = entry.getValue();
          row(
              out,
              List.of(
                  run.scenario(),
                  options(run),
                  run.seed(),
                  entry.getKey(),
                  p.count(),
                  p.p50(),
                  p.p95(),
                  p.p99(),
                  p.max()));
        }
      }
    }
  }

  /** Which run it is among others of a sweep. */
  private static String options(RunResult run) {
    return String.join(" ", run.options());
  }

  private static void row(Writer out, List<?> cells) throws IOException {
    String separator = "";
    for (Object cell : cells) {
      out.write(separator);
      out.write(quoted(cell.toString()));
      separator = ",";
    }
    out.write('\n');
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
