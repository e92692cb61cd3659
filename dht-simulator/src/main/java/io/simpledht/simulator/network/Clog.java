package io.simpledht.simulator.network;

import java.util.HashMap;
import java.util.Map;

/** Lines that let nothing through for a while and keep what they can for the end of it. */
final class Clog implements Rule {

  /** What one clogged line holds: as much as the buffers of a busy mobile network. */
  static final int MAX_HELD_BYTES = 1 << 20;

  private static final Verdict FULL = Verdict.drop(DropCause.QUEUE);

  private final long until;
  private final Map<Integer, Integer> heldBytes = new HashMap<>(); // by host; never iterated
  private final NetworkCounters counters;

  Clog(long until, int[] hosts, NetworkCounters counters) {
    this.until = until;
    this.counters = counters;
    for (int host : hosts) {
      heldBytes.put(host, 0);
    }
  }

  @Override
  public Verdict judge(Packet packet) {
    if (packet.nanos() >= until) {
      return Verdict.pass();
    }
    int line =
        heldBytes.containsKey(packet.targetHost()) ? packet.targetHost() : packet.sourceHost();
    Integer held = heldBytes.get(line);
    if (held == null) {
      return Verdict.pass();
    }
    if (held + packet.length() > MAX_HELD_BYTES) {
      return FULL;
    }
    heldBytes.put(line, held + packet.length());
    counters.held++;
    return new Verdict.Pass(until - packet.nanos());
  }
}
