package io.simpledht.simulator.sweep;

import io.simpledht.simulator.report.JsonLines;
import io.simpledht.simulator.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Joins the parts of a sweep. A part is a file of {@link SweepResult} lines; how they are spread
 * over files, and in which order, does not matter.
 */
public final class Parts {

  /** What the name of a part's file ends with. */
  public static final String SUFFIX = ".part.jsonl";

  /** Missing runs that a message names. */
  private static final int NAMED = 5;

  private String sweep;
  private SweepResult[] results;

  private Parts() {}

  /** The file for a part in a directory that several parts may share. */
  public static Path file(Path directory, Shard shard) {
    return directory.resolve(shard.number() + "-of-" + shard.of() + SUFFIX);
  }

  /**
   * All results of a sweep in the order of its list. A run that several parts hold, because one was
   * tried again, counts once.
   *
   * @param paths files, or directories of which all parts are taken
   * @throws IOException in one line: a file that cannot be read, a line that is no result, parts of
   *     different sweeps, a run that is missing or went two ways
   */
  public static List<RunResult> join(List<Path> paths) throws IOException {
    Parts parts = new Parts();
    for (Path file : files(paths)) {
      for (SweepResult result : JsonLines.read(file, SweepResult.class)) {
        parts.add(file, result);
      }
    }
    return parts.all();
  }

  private static List<Path> files(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      int before = files.size();
      try (Stream<Path> inside = Files.list(path)) {
        inside.filter(file -> file.toString().endsWith(SUFFIX)).sorted().forEach(files::add);
      }
      if (files.size() == before) {
        throw new IOException(path + ": no file in it ends with " + SUFFIX);
      }
    }
    return files;
  }

  private void add(Path file, SweepResult result) throws IOException {
    if (results == null) {
      sweep = result.sweep();
      results = new SweepResult[result.runs()];
    }
    if (!result.sweep().equals(sweep) || result.runs() != results.length) {
      throw new IOException(file + ": a part of another sweep than the files before it");
    }
    SweepResult known = results[result.index()];
    if (known != null && !known.result().trace().equals(result.result().trace())) {
      throw new IOException(
          file + ": run " + result.index() + " went another way than in a file before it");
    }
    results[result.index()] = known == null ? result : known;
  }

  private List<RunResult> all() throws IOException {
    if (results == null) {
      throw new IOException("no results in these parts");
    }
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < results.length; i++) {
      if (results[i] == null) {
        missing.add(i);
      }
    }
    if (!missing.isEmpty()) {
      String named = missing.subList(0, StrictMath.min(NAMED, missing.size())).toString();
      throw new IOException(
          missing.size() + " of " + results.length + " runs are missing, the first: " + named);
    }
    return Arrays.stream(results).map(SweepResult::result).toList();
  }
}
