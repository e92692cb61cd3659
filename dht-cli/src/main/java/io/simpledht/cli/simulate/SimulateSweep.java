package io.simpledht.cli.simulate;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.FailedException;
import io.simpledht.cli.console.Texts;
import io.simpledht.simulator.report.JsonLines;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.scenario.Scenario;
import io.simpledht.simulator.scenario.ScenarioException;
import io.simpledht.simulator.sweep.Axis;
import io.simpledht.simulator.sweep.Grid;
import io.simpledht.simulator.sweep.Parts;
import io.simpledht.simulator.sweep.Shard;
import io.simpledht.simulator.sweep.Summary;
import io.simpledht.simulator.sweep.Sweep;
import io.simpledht.simulator.sweep.SweepException;
import io.simpledht.simulator.sweep.SweepOptions;
import io.simpledht.simulator.sweep.SweepResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs a scenario: once, under many seeds, or a part of that. */
final class SimulateSweep {

  private final Arguments arguments;
  private final Console console;
  private final SimulateOutput output;
  private final Sweep sweep;
  private final Shard shard;
  private final int mine;
  private final int jobs;
  private final Duration wallLimit;
  private final Path report;
  private final List<RunResult> kept = new ArrayList<>();
  private Writer part;
  private int done;

  /** Checks everything that can be checked before anything runs. */
  SimulateSweep(Arguments arguments, Console console) {
    this.arguments = arguments;
    this.console = console;
    this.output = SimulateOutput.of(arguments, console);
    this.wallLimit = SimulateOptions.wallLimit(arguments);
    this.sweep = sweep(arguments.operands("SCENARIO|FILE").get(0));
    this.shard = shard();
    this.mine = sweep.indexes(shard).size();
    this.jobs = Math.min(SimulateOptions.jobs(arguments), mine);
    requireMemory();
    this.report = SimulateOptions.report(arguments);
  }

  private void requireMemory() {
    SimulateMemory memory = SimulateMemory.ofProcess();
    for (Scenario scenario : sweep.scenarios()) {
      String complaint = memory.complaint(scenario, jobs);
      if (complaint != null) {
        throw arguments.wrong(complaint);
      }
    }
  }

  private Sweep sweep(String scenario) {
    try {
      List<Axis> axes = arguments.values(SimulateOptions.VARY).stream().map(Axis::parse).toList();
      Grid grid =
          new Grid(
              scenario,
              SimulateOptions.overrides(arguments),
              axes,
              SimulateOptions.seed(arguments),
              SimulateOptions.runs(arguments));
      return Sweep.of(grid.runs());
    } catch (ScenarioException e) {
      throw arguments.wrong(e.getMessage());
    }
  }

  private Shard shard() {
    String text = arguments.value(SimulateOptions.SHARD, "1/1");
    Shard shard = Shard.parse(text);
    if (shard == null || shard.of() > sweep.runs().size()) {
      String most = Texts.count(sweep.runs().size(), "part");
      throw arguments.wrong("--shard must be I/N of at most " + most + ", was \"" + text + "\"");
    }
    return shard;
  }

  /** Runs all; returns the exit status. */
  int run() {
    long began = System.nanoTime();
    Summary summary = new Summary();
    output.begin(sweep, shard, jobs, wallLimit);
    try (SimulateInterrupt interrupt = new SimulateInterrupt(this::onSignal)) {
      runAll(summary, interrupt);
      if (report != null) {
        interrupt.finish(() -> output.files(written()));
      }
    }
    return output.end(summary, (System.nanoTime() - began) / 1_000_000);
  }

  private void runAll(Summary summary, SimulateInterrupt interrupt) {
    try (SimulateProgress progress = new SimulateProgress(console, mine);
        Writer opened = openPart()) {
      part = opened;
      long limit = wallLimit.toNanos();
      sweep.run(
          shard,
          new SweepOptions(jobs, System::nanoTime, limit, progress),
          result -> {
            progress.ended(result.index(), result.result().events());
            summary.add(result.result());
            keep(result);
            output.run(result.result(), mine == 1);
          });
    } catch (IOException | UncheckedIOException e) {
      throw new FailedException("The results cannot be written: " + e.getMessage());
    } catch (SweepException e) {
      String again = "again: " + e.run().replayCommand();
      interrupt.finish(this::keepWhatIsDone);
      throw new FailedException("Not finished: " + e.getMessage(), List.of(again));
    }
  }

  /** Nobody is left who would be told of a failure in another way. On the thread of the signal. */
  private void onSignal() {
    synchronized (this) {
      if (report != null) {
        console.error("Interrupted: " + done + " of " + Texts.count(mine, "run") + " done");
      }
    }
    try {
      keepWhatIsDone();
    } catch (FailedException e) {
      console.error(e.getMessage());
    }
  }

  /** What is done is not lost when the rest will not be done. */
  private synchronized void keepWhatIsDone() {
    if (report != null && done > 0) {
      output.files(written());
    }
  }

  // Results

  private boolean isPart() {
    return report != null && arguments.has(SimulateOptions.SHARD);
  }

  private Writer openPart() throws IOException {
    return isPart()
        ? Files.newBufferedWriter(Parts.file(report, shard), StandardCharsets.UTF_8)
        : Writer.nullWriter();
  }

  private synchronized void keep(SweepResult result) {
    done++;
    if (!isPart()) {
      if (report != null) {
        kept.add(result.result());
      }
      return;
    }
    try {
      part.write(JsonLines.line(result) + "\n");
      part.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized List<String> written() {
    return isPart()
        ? List.of("Part: " + Parts.file(report, shard))
        : SimulateReport.write(report, kept);
  }
}
