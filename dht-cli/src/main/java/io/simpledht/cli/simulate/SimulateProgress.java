package io.simpledht.cli.simulate;

import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.Durations;
import io.simpledht.cli.console.StatusLine;
import io.simpledht.simulator.sweep.SweepOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a simulation has come: a line that changes in place for a person who watches standard
 * error, a line now and then for a log.
 */
final class SimulateProgress implements SweepOptions.Progress, AutoCloseable {

  private static final double NANOS_PER_SECOND = 1e9;

  /** A run that goes on. */
  private record Going(double part, long events) {}

  private final StatusLine line;
  private final int runs;
  private final Map<Integer, Going> going = new LinkedHashMap<>();
  private final long beganNanos = System.nanoTime();
  private int done;
  private long doneEvents;

  SimulateProgress(Console console, int runs) {
    this.line = new StatusLine(console);
    this.runs = runs;
  }

  @Override
  public synchronized void onProgress(int index, long virtual, long end, long events) {
    going.put(index, new Going(end == 0 ? 1 : (double) virtual / end, events));
    line.show(this::text);
  }

  /** A run has ended, and something may be printed of it. */
  synchronized void ended(int index, long events) {
    going.remove(index);
    done++;
    doneEvents += events;
    line.clear();
  }

  private String text(long now) {
    double part = done;
    long events = doneEvents;
    for (Going run : going.values()) {
      part += run.part();
      events += run.events();
    }
    double seconds = (now - beganNanos) / NANOS_PER_SECOND;
    long left = part == 0 ? 0 : (long) (seconds * (runs - part) / part * 1_000);
    String count = runs == 1 ? "" : done + "/" + runs + " runs, ";
    return count
        + Math.round(part / runs * 1_000) / 10.0
        + " %, "
        + Math.round(events / seconds / 1_000)
        + " thousand events/s, about "
        + Durations.rough(left)
        + " left";
  }

  @Override
  public synchronized void close() {
    line.clear();
  }
}
