package io.simpledht.simulator.result;

import java.util.Locale;

/**
 * One of the last events of a run that failed.
 *
 * @param seconds virtual time
 * @param kind {@code datagram} (it arrived), {@code drop}, {@code timer}, {@code crash}, {@code
 *     start} or {@code control} (the scenario did something)
 * @param source who sent the datagram, such as {@code node-3}; empty where nobody did
 * @param target whom it happened to or was meant for; empty if it was no node
 * @param bytes length of the datagram, 0 where there was none
 * @param what the message's type, why it was dropped, or what the scenario did; may be empty
 */
public record TraceEvent(
    double seconds, String kind, String source, String target, int bytes, String what) {

  /** The event as a line of text. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%.9f ", seconds));
    if (!source.isEmpty()) {
      line.append(source).append(" -> ");
    }
    line.append(target.isEmpty() ? "scenario" : target).append(' ');
    line.append(kind.equals("datagram") ? "" : kind + " ");
    line.append(bytes == 0 ? "" : bytes + " B ").append(what);
    return line.toString().strip();
  }
}
