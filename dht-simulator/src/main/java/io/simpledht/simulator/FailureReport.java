package io.simpledht.simulator;

import io.simpledht.simulator.engine.Trace;
import io.simpledht.simulator.network.DropCause;
import java.util.List;
import java.util.Locale;

/** Puts into words what one needs to understand and repeat a failed run. */
final class FailureReport {

  private static final int SHOWN_EVENTS = 20;
  private static final DropCause[] CAUSES = DropCause.values();

  private final Simulation simulation;
  private final DatagramDescriber describer;
  private final String replayHint;

  FailureReport(Simulation simulation, DatagramDescriber describer, String replayHint) {
    this.simulation = simulation;
    this.describer = describer;
    this.replayHint = replayHint;
  }

  String message(String what, Throwable cause) {
    String seed = Long.toString(simulation.seed());
    StringBuilder text = new StringBuilder(what);
    if (cause != null) {
      text.append(" failed with ").append(cause);
    }
    text.append("\n  seed ").append(seed);
    text.append(", at ").append(seconds(simulation.engine().now())).append(" s of virtual time, ");
    text.append(simulation.events()).append(" events, trace ");
    text.append(Long.toHexString(simulation.traceHash()));
    text.append("\n  replay: ").append(replayHint.replace("{seed}", seed));
    text.append("\n  network: ").append(simulation.network().counters());
    return text.append("\n  last events:\n").append(lastEvents(SHOWN_EVENTS)).toString();
  }

  String lastEvents(int most) {
    List<Trace.Step> steps = simulation.trace().last();
    StringBuilder text = new StringBuilder();
    int from = StrictMath.max(0, steps.size() - most);
    for (Trace.Step step : steps.subList(from, steps.size())) {
      text.append("    ").append(seconds(step.nanos())).append(' ').append(line(step));
      text.append('\n');
    }
    return text.toString();
  }

  private String line(Trace.Step step) {
    String ends = "node-" + step.source() + " -> node-" + step.target();
    return switch (step.kind()) {
      case CONTROL -> "scenario";
      case TIMER -> "node-" + step.target() + " timer";
      case CRASH -> "node-" + step.target() + " crashes";
      case START -> "node-" + step.target() + " starts";
      case DATAGRAM -> ends + " " + step.length() + " B " + words(step);
      case DROP -> ends + " " + step.length() + " B lost: " + CAUSES[step.checksum()];
    };
  }

  private String words(Trace.Step step) {
    byte[] head = new byte[StrictMath.min(Long.BYTES, step.length())];
    for (int i = 0; i < head.length; i++) {
      head[i] = (byte) (step.head() >>> 8 * i);
    }
    return describer.describe(head, step.length());
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%d.%09d", nanos / 1_000_000_000, nanos % 1_000_000_000);
  }
}
