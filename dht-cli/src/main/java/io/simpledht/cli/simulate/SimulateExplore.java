package io.simpledht.cli.simulate;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.Durations;
import io.simpledht.cli.console.FailedException;
import io.simpledht.cli.console.StatusLine;
import io.simpledht.cli.console.Texts;
import io.simpledht.simulator.NodeWiring;
import io.simpledht.simulator.explore.Exploration;
import io.simpledht.simulator.explore.ExploreOptions;
import io.simpledht.simulator.explore.Explorer;
import io.simpledht.simulator.explore.ShrinkOptions;
import io.simpledht.simulator.explore.Shrinker;
import io.simpledht.simulator.explore.Shrunk;
import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.plan.PlanFile;
import io.simpledht.simulator.result.CheckResult;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.run.Checks;
import io.simpledht.simulator.run.RunOptions;
import io.simpledht.simulator.sweep.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs random scenarios, and makes small what fails. */
final class SimulateExplore {

  private static final int MAX_RUNS = 100_000_000;
  private static final Duration DEFAULT_TIME = Duration.ofMinutes(1);
  private static final Duration MAX_TIME = Duration.ofDays(30);

  private final ExploreOptions options;
  private final int jobs;
  private final Path report;
  private final ExploreOutput output;
  private final StatusLine line;
  private final long beganNanos = System.nanoTime();
  private long events;
  private long trace;

  /**
   * Checks the arguments.
   *
   * @param variant stands between every node and its world
   */
  SimulateExplore(Arguments arguments, Console console, NodeWiring variant) {
    arguments.operands();
    int runs = arguments.number(SimulateExploreCommand.RUNS, 0, 1, MAX_RUNS);
    Duration time =
        arguments.duration(
            SimulateExploreCommand.FOR,
            runs == 0 ? DEFAULT_TIME : Duration.ZERO,
            Duration.ofSeconds(1),
            MAX_TIME);
    this.jobs = SimulateOptions.jobs(arguments);
    this.options =
        ExploreOptions.from(SimulateOptions.seed(arguments))
            .withRuns(runs)
            .withTime(time)
            .withKeepGoing(arguments.has(SimulateExploreCommand.KEEP_GOING))
            .withTwice(arguments.has(SimulateExploreCommand.TWICE))
            .withRun(
                RunOptions.PLAIN
                    .withVariant(variant)
                    .withReplay("simpledht simulate explore --runs 1 --seed {seed}")
                    .withWallClock(
                        System::nanoTime, SimulateOptions.wallLimit(arguments).toNanos()));
    this.report = SimulateOptions.report(arguments);
    this.output = new ExploreOutput(console, arguments.has(SimulateOptions.JSON));
    this.line = new StatusLine(console);
  }

  /** Of the node as it ships. */
  static SimulateExplore of(Arguments arguments, Console console) {
    return new SimulateExplore(arguments, console, NodeWiring.PLAIN);
  }

  int run() {
    output.begin(options, jobs);
    Exploration exploration = Explorer.explore(options, jobs, this::ended);
    line.clear();
    output.explored(exploration);
    List<RunResult> small = new ArrayList<>();
    for (Exploration.Failure failure : exploration.failures()) {
      small.add(shrink(failure));
    }
    if (report != null && !small.isEmpty()) {
      output.files(SimulateReport.write(report, small));
    }
    output.end(options.firstSeed(), exploration, trace, millis());
    return SimulateOutput.status(exploration.verdict());
  }

  private long millis() {
    return (System.nanoTime() - beganNanos) / 1_000_000;
  }

  /** The sum does not depend on the order in which threads end their runs. */
  private void ended(RunResult result, int runs) {
    events += result.events();
    trace += Long.parseUnsignedLong(result.trace(), 16) * (2 * result.seed() + 1);
    if (result.verdict() == Verdict.UNKNOWN) {
      line.clear();
      output.unknown(result);
    }
    if (result.verdict() == Verdict.FAIL && options.keepGoing()) {
      line.clear();
      output.failedJustNow(result);
    }
    line.show(now -> text(runs));
  }

  private String text(int runs) {
    long millis = Math.max(1, millis());
    String text = Texts.count(runs, "run") + ", " + events / millis + " thousand events/s";
    double byRuns = options.runs() == 0 ? 0 : (double) runs / options.runs();
    double byTime = options.time().isZero() ? 0 : (double) millis / options.time().toMillis();
    double done = Math.max(byRuns, byTime);
    long left = done == 0 ? 0 : (long) Math.max(0, millis / done - millis);
    return text + ", about " + Durations.rough(left) + " left";
  }

  private RunResult shrink(Exploration.Failure failure) {
    CheckResult check = failure.result().firstFailure();
    output.failed(failure.seed(), check);
    RunResult result = failure.result();
    // Before anything else: it may be the only trace of a failure that does not show again.
    String file = write(failure.plan());
    // Whether a second run differs cannot be asked of one run.
    if (!check.check().equals(Checks.SAME_AGAIN)) {
      Optional<Shrunk> shrunk =
          Shrinker.shrink(
              failure.plan(), check.check(), ShrinkOptions.DEFAULT.withRun(options.run()));
      output.shrunk(failure.plan(), shrunk);
      shrunk.ifPresent(small -> write(small.plan()));
      result = shrunk.map(Shrunk::result).orElse(result);
    }
    RunSpec spec = new RunSpec(file, List.of(), failure.plan().world().seed());
    RunResult replayable = result.withOrigin(List.of(), spec.replayCommand(result.trace()));
    output.replay(replayable);
    return replayable;
  }

  private String write(Plan plan) {
    Path name = Path.of("explore-" + plan.world().seed() + ".jsonl");
    Path file = report == null ? name : report.resolve(name);
    try {
      return Files.writeString(file, PlanFile.write(plan)).toString();
    } catch (IOException e) {
      throw new FailedException("The plan cannot be written to " + file);
    }
  }
}
