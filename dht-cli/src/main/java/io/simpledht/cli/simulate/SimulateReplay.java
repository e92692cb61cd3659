package io.simpledht.cli.simulate;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.ExitStatus;
import io.simpledht.cli.console.FailedException;
import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.plan.PlanFile;
import io.simpledht.simulator.plan.Planner;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.run.PlanRun;
import io.simpledht.simulator.run.RunOptions;
import io.simpledht.simulator.scenario.Scenario;
import io.simpledht.simulator.scenario.ScenarioException;
import io.simpledht.simulator.scenario.ScenarioSource;
import io.simpledht.simulator.sweep.RunSpec;
import io.simpledht.simulator.sweep.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Does one run again, from the words that a failure printed or from a plan. */
final class SimulateReplay {

  private static final int DEFAULT_EVENTS = 100;
  private static final int MAX_EVENTS = 1_000_000;
  private static final String PLAN_SUFFIX = ".jsonl";

  private final Arguments arguments;
  private final Console console;
  private final SimulateOutput output;
  private final Path report;
  private final List<String> options = new ArrayList<>();
  private final String source;
  private final String planFile;
  private final int shownEvents;
  private final long wallLimitNanos;
  private Long seed;
  private String trace;

  SimulateReplay(Arguments arguments, Console console) {
    this.arguments = arguments;
    this.console = console;
    this.output = SimulateOutput.of(arguments, console);
    this.report = SimulateOptions.report(arguments);
    List<String> words = arguments.someOperands("SCENARIO|PLAN.jsonl");
    this.source = words.get(0);
    words.subList(1, words.size()).forEach(this::word);
    this.planFile = planFile(arguments);
    this.shownEvents =
        arguments.number(SimulateReplayCommand.EVENTS, DEFAULT_EVENTS, 1, MAX_EVENTS);
    this.wallLimitNanos = SimulateOptions.wallLimit(arguments).toNanos();
  }

  private static String planFile(Arguments arguments) {
    String file = arguments.value(SimulateReplayCommand.PLAN, null);
    if (file != null && !file.endsWith(PLAN_SUFFIX)) {
      throw arguments.wrong("--plan must end with " + PLAN_SUFFIX + ", was \"" + file + "\"");
    }
    return file;
  }

  private void word(String word) {
    if (word.startsWith("seed=")) {
      seed = SimulateOptions.seed(arguments, word.substring("seed=".length()));
    } else if (word.startsWith("trace=")) {
      trace = word.substring("trace=".length());
    } else {
      options.add(word);
    }
  }

  int run() {
    Plan plan = plan();
    writePlan(plan);
    output.begin(plan, source, options);
    RunSpec spec = new RunSpec(source, options, plan.world().seed());
    long began = System.nanoTime();
    RunResult result = result(plan, spec);
    output.events(result.lastEvents());
    output.run(result, true);
    if (report != null) {
      output.files(SimulateReport.write(report, List.of(result)));
    }
    Summary summary = new Summary();
    summary.add(result);
    boolean same = trace == null || trace.equals(result.trace());
    if (!same) {
      output.differs(trace, result.trace());
    }
    int status = output.end(summary, (System.nanoTime() - began) / 1_000_000);
    return same ? status : ExitStatus.FAILED;
  }

  private Plan plan() {
    try {
      if (!source.endsWith(PLAN_SUFFIX)) {
        return Planner.plan(scenario(), seed == null ? SimulateOptions.DEFAULT_SEED : seed);
      }
      if (!options.isEmpty()) {
        throw arguments.wrong("a plan takes no " + options.get(0) + ": change the file");
      }
      return fitting(PlanFile.read(source, Files.readString(Path.of(source))));
    } catch (ScenarioException e) {
      throw arguments.wrong(e.getMessage());
    } catch (IOException e) {
      throw arguments.wrong(source + " cannot be read");
    }
  }

  private Plan fitting(Plan plan) {
    long own = plan.world().seed();
    if (seed != null && seed != own) {
      throw arguments.wrong("the seed of " + source + " is " + own + ", not " + seed);
    }
    String complaint = SimulateMemory.ofProcess().complaint(plan);
    if (complaint != null) {
      throw arguments.wrong(source + ":1: " + complaint);
    }
    return plan;
  }

  private Scenario scenario() {
    Scenario scenario = ScenarioSource.find(source).scenario(options);
    String complaint = SimulateMemory.ofProcess().complaint(scenario, 1);
    if (complaint != null) {
      throw arguments.wrong(complaint);
    }
    return scenario;
  }

  private void writePlan(Plan plan) {
    if (planFile == null) {
      return;
    }
    try {
      Files.writeString(Path.of(planFile), PlanFile.write(plan));
    } catch (IOException e) {
      throw new FailedException("The plan cannot be written to " + planFile);
    }
  }

  private RunResult result(Plan plan, RunSpec spec) {
    try (SimulateProgress progress = new SimulateProgress(console, 1)) {
      RunOptions how =
          RunOptions.PLAIN
              .withWallClock(System::nanoTime, wallLimitNanos)
              .withReplay(spec.replayCommand())
              .withShownEvents(shownEvents)
              .withProgress((now, end, events) -> progress.onProgress(0, now, end, events));
      RunResult result = PlanRun.run(plan, how);
      return result.withOrigin(options, spec.replayCommand(result.trace()));
    }
  }
}
