package io.simpledht.cli.simulate;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.ExitStatus;
import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.TraceEvent;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.sweep.Shard;
import io.simpledht.simulator.sweep.Summary;
import io.simpledht.simulator.sweep.Sweep;
import java.time.Duration;
import java.util.List;

/** What a simulation prints: for people, or for programs. */
interface SimulateOutput {

  /** The one that was asked for. */
  static SimulateOutput of(Arguments arguments, Console console) {
    return arguments.has(SimulateOptions.JSON)
        ? new SimulateJson(console)
        : new SimulateText(console);
  }

  /** It begins: the seed, and everything that has an effect. */
  void begin(Sweep sweep, Shard shard, int jobs, Duration wallLimit);

  /** A single run begins that may not come from a scenario. */
  void begin(Plan plan, String source, List<String> options);

  /** What happened last in a run. */
  void events(List<TraceEvent> events);

  /** A run went another way than it did before. */
  void differs(String expected, String actual);

  /**
   * A run has ended.
   *
   * @param alone whether it is the only one
   */
  void run(RunResult result, boolean alone);

  /** Files were written. */
  void files(List<String> lines);

  /** It is over; answers the exit status. */
  int end(Summary summary, long wallMillis);

  /** What the process ends with. */
  static int status(Verdict verdict) {
    return switch (verdict) {
      case PASS -> ExitStatus.OK;
      case FAIL -> ExitStatus.FAILED;
      case UNKNOWN -> ExitStatus.UNKNOWN;
    };
  }
}
