package io.simpledht.cli.simulate;

import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.Texts;
import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.plan.World;
import io.simpledht.simulator.result.CheckResult;
import io.simpledht.simulator.result.Percentiles;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.TraceEvent;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.scenario.Scenario;
import io.simpledht.simulator.scenario.ScenarioText;
import io.simpledht.simulator.sweep.Shard;
import io.simpledht.simulator.sweep.Summary;
import io.simpledht.simulator.sweep.Sweep;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints a simulation for people. */
final class SimulateText implements SimulateOutput {

  /** Runs that did not pass and are shown; the report has all. */
  private static final int MAX_SHOWN = 20;

  private static final int WIDTH = 100;

  private final Console console;
  private int shown;

  SimulateText(Console console) {
    this.console = console;
  }

  @Override
  public void begin(Sweep sweep, Shard shard, int jobs, Duration wallLimit) {
    console.line(
        "seed="
            + sweep.runs().get(0).seed()
            + " runs="
            + sweep.runs().size()
            + (shard.equals(Shard.ALL) ? "" : " shard=" + shard)
            + " jobs="
            + jobs
            + " wall-limit="
            + wallLimit.toMillis() / 1e3
            + "s");
    Scenario first = sweep.scenarios().iterator().next();
    console.line("scenario=" + sweep.runs().get(0).scenario() + ": " + first.description());
    wrapped(ScenarioText.settings(first));
    ScenarioText.phases(first).forEach(phase -> console.line("  - " + phase));
    int others = sweep.scenarios().size() - 1;
    if (others > 0) {
      console.line("and " + Texts.count(others, "other combination") + " of the varied fields");
    }
  }

  @Override
  public void begin(Plan plan, String source, List<String> options) {
    World world = plan.world();
    console.line(
        "seed=" + world.seed() + " nodes=" + world.nodes() + " steps=" + plan.steps().size());
    console.line("source=" + source + " scenario=" + world.scenario());
    wrapped(options);
  }

  @Override
  public void events(List<TraceEvent> events) {
    events.forEach(event -> console.line("  " + event));
  }

  @Override
  public void differs(String expected, String actual) {
    console.line(
        "It went another way: trace "
            + actual
            + " instead of "
            + expected
            + "; another version of the program or of the scenario's file gives another run");
  }

  /** As many words on a line as fit. */
  private void wrapped(List<String> words) {
    StringBuilder line = new StringBuilder(" ");
    for (String word : words) {
      if (line.length() + word.length() >= WIDTH) {
        console.line(line.toString());
        line.setLength(1);
      }
      line.append(' ').append(word);
    }
    console.line(line.toString());
  }

  @Override
  public void run(RunResult result, boolean alone) {
    if (alone) {
      result.checks().forEach(this::check);
      figures(result);
      replay(result);
    } else if (result.verdict() != Verdict.PASS && ++shown <= MAX_SHOWN) {
      console.line(
          word(result.verdict())
              + " "
              + result.scenario()
              + " seed="
              + result.seed()
              + String.join("", result.options().stream().map(option -> " " + option).toList()));
      result.checks().stream().filter(c -> c.verdict() != Verdict.PASS).forEach(this::check);
      replay(result);
    }
  }

  private static String word(Verdict verdict) {
    return verdict.name();
  }

  private void check(CheckResult check) {
    console.line("  " + word(check.verdict()) + " " + check.check() + ": " + check.detail());
  }

  private void figures(RunResult result) {
    for (Map.Entry<String, Percentiles> entry : result.latencies().entrySet()) {
      Percentiles times = entry.getValue();
      if (times.count() > 0) {
        console.line(
            String.format(
                Locale.ROOT,
                "  %-9s %,7d times, p50 %s, p95 %s, p99 %s, max %s",
                entry.getKey(),
                times.count(),
                seconds(times.p50()),
                seconds(times.p95()),
                seconds(times.p99()),
                seconds(times.max())));
      }
    }
  }

  private static String seconds(double millis) {
    return String.format(Locale.ROOT, "%.3f s", millis / 1e3);
  }

  private void replay(RunResult result) {
    if (result.verdict() != Verdict.PASS) {
      console.line("  replay: " + result.replay());
    }
  }

  @Override
  public void files(List<String> lines) {
    lines.forEach(console::line);
  }

  @Override
  public int end(Summary summary, long wallMillis) {
    if (shown > MAX_SHOWN) {
      console.line("and " + (shown - MAX_SHOWN) + " more that did not pass");
    }
    if (summary.runs() > 1) {
      console.line(
          "passed "
              + summary.count(Verdict.PASS)
              + ", failed "
              + summary.count(Verdict.FAIL)
              + ", unknown "
              + summary.count(Verdict.UNKNOWN)
              + " of "
              + summary.runs()
              + " runs");
    }
    console.line(summary.lastLine(wallMillis));
    return SimulateOutput.status(summary.verdict());
  }
}
