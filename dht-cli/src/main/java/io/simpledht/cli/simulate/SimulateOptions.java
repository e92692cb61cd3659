package io.simpledht.cli.simulate;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.Option;
import io.simpledht.simulator.scenario.SeedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The options of simulations, and how their values are read. */
final class SimulateOptions {

  static final Option NODES = Option.of("nodes", "N", "as --set nodes=N");
  static final Option LOSS = Option.of("loss", "PART", "as --set network.loss=PART: 0.2 or 20%");
  static final Option SET =
      Option.repeatable("set", "PATH=VALUE", "a field of the scenario, instead of what it says");
  static final Option VARY =
      Option.repeatable("vary", "PATH=V,V", "a field that takes several values in turn");
  static final Option SEED =
      Option.of("seed", "S", "the seed, or the first of several: 7, -7 or 0x7; 1");
  static final Option RUNS = Option.of("runs", "N", "so many seeds, counting up; 1");
  static final Option JOBS = Option.of("jobs", "J", "runs at a time; one for each processor");
  static final Option SHARD =
      Option.of("shard", "I/N", "only part I of N; --report gets the part, see merge");
  static final Option WALL_LIMIT =
      Option.of("wall-limit", "TIME", "real time a run may take, then it is unknown; 1h");
  static final Option REPORT = Option.of("report", "DIR", "write report.html and data to DIR");
  static final Option JSON = Option.flag("json", "print JSON objects, one on each line");

  static final List<Option> ALL =
      List.of(NODES, LOSS, SET, VARY, SEED, RUNS, JOBS, SHARD, WALL_LIMIT, REPORT, JSON);

  static final long DEFAULT_SEED = 1;

  private static final int MAX_RUNS = 1_000_000;
  private static final int MAX_JOBS = 1_024;
  private static final Duration DEFAULT_WALL_LIMIT = Duration.ofHours(1);
  private static final Duration MIN_WALL_LIMIT = Duration.ofMillis(100);
  private static final Duration MAX_WALL_LIMIT = Duration.ofDays(30);

  private SimulateOptions() {}

  /** All that is set otherwise than the scenario says, in the words of {@code --set}. */
  static List<String> overrides(Arguments arguments) {
    List<String> overrides = new ArrayList<>();
    if (arguments.has(NODES)) {
      overrides.add("nodes=" + arguments.value(NODES, ""));
    }
    if (arguments.has(LOSS)) {
      overrides.add("network.loss=" + arguments.value(LOSS, ""));
    }
    overrides.addAll(arguments.values(SET));
    return overrides;
  }

  static long seed(Arguments arguments) {
    return seed(arguments, arguments.value(SEED, Long.toString(DEFAULT_SEED)));
  }

  static long seed(Arguments arguments, String text) {
    Long seed = SeedText.parse(text);
    if (seed == null) {
      throw arguments.wrong("the seed must be " + SeedText.FORM + ", was \"" + text + "\"");
    }
    return seed;
  }

  static int runs(Arguments arguments) {
    return arguments.number(RUNS, 1, 1, MAX_RUNS);
  }

  static int jobs(Arguments arguments) {
    return arguments.number(JOBS, Runtime.getRuntime().availableProcessors(), 1, MAX_JOBS);
  }

  static Duration wallLimit(Arguments arguments) {
    return arguments.duration(WALL_LIMIT, DEFAULT_WALL_LIMIT, MIN_WALL_LIMIT, MAX_WALL_LIMIT);
  }

  /** The report's directory, made if need be, or null; what cannot be written fails at once. */
  static Path report(Arguments arguments) {
    String text = arguments.value(REPORT, null);
    if (text == null) {
      return null;
    }
    try {
      return Files.createDirectories(Path.of(text));
    } catch (IOException | InvalidPathException e) {
      throw arguments.wrong(
          "--report must be a directory that can be written, was \"" + text + "\"");
    }
  }
}
