package io.simpledht.simulator;

import io.simpledht.simulator.engine.Trace;
import io.simpledht.simulator.engine.Trace.Kind;
import io.simpledht.simulator.network.DropCause;
import io.simpledht.simulator.result.TraceEvent;
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

  /** The last events as text, one a line. */
  String lastEvents(int most) {
    StringBuilder text = new StringBuilder();
    events(most).forEach(event -> text.append("    ").append(event).append('\n'));
    return text.toString();
  }

  /** The last events, oldest first. */
  List<TraceEvent> events(int most) {
    List<Trace.Step> steps = simulation.trace().last();
    return steps.subList(StrictMath.max(0, steps.size() - most), steps.size()).stream()
        .map(this::event)
        .toList();
  }

  private TraceEvent event(Trace.Step step) {
    String what =
        switch (step.kind()) {
          case DATAGRAM -> words(step);
          case DROP -> CAUSES[step.checksum()].toString();
          default -> "";
        };
    return new TraceEvent(
        step.nanos() / 1e9,
        step.kind().name().toLowerCase(Locale.ROOT),
        isBetweenHosts(step.kind()) ? "node-" + step.source() : "",
        step.kind() == Kind.CONTROL ? "" : "node-" + step.target(),
        step.length(),
        what);
  }

  /** One event with everything the trace hash covers. */
  String line(Trace.Step step) {
    return String.format(
            Locale.ROOT,
            "%s s %s node-%d > node-%d, %d bytes, checksum %08x %s",
            seconds(step.nanos()),
            step.kind(),
            step.source(),
            step.target(),
            step.length(),
            step.checksum(),
            step.kind() == Kind.DATAGRAM ? words(step) : "")
        .stripTrailing();
  }

  private static boolean isBetweenHosts(Kind kind) {
    return kind == Kind.DATAGRAM || kind == Kind.DROP;
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
