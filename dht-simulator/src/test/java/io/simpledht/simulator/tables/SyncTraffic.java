package io.simpledht.simulator.tables;

import io.simpledht.protocol.message.MessageType;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.network.Packet;
import io.simpledht.simulator.network.Verdict;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/**
 * Counts the datagrams that compare and copy sets, lost ones included; pings are not its business.
 */
final class SyncTraffic {

  private static final int TYPE_AT = 2;

  private static final Set<MessageType> COUNTED =
      EnumSet.of(
          MessageType.GET_SYMBOLS,
          MessageType.SYMBOLS,
          MessageType.FETCH_ITEMS,
          MessageType.ITEMS,
          MessageType.STORE,
          MessageType.STORED,
          MessageType.GET_PAGE,
          MessageType.PAGE,
          MessageType.GET_CHUNK,
          MessageType.CHUNK,
          MessageType.WORKING);

  private long datagrams;
  private long bytes;
  private long firstNanos = -1;
  private long lastNanos;

  /** Counts from now on. */
  SyncTraffic(Simulation sim) {
    sim.network().rule(this::count);
  }

  private Verdict count(Packet packet) {
    ByteBuffer payload = packet.payload();
    MessageType type = MessageType.ofCode(payload.get(TYPE_AT) & 0xFF);
    if (COUNTED.contains(type)) {
      datagrams++;
      bytes += packet.length();
      lastNanos = packet.nanos();
      if (firstNanos < 0) {
        firstNanos = packet.nanos();
      }
    }
    return Verdict.pass();
  }

  /** Starts from zero. */
  void reset() {
    datagrams = 0;
    bytes = 0;
    firstNanos = -1;
    lastNanos = 0;
  }

  long datagrams() {
    return datagrams;
  }

  long bytes() {
    return bytes;
  }

  /** Whether something was counted, and nothing more for this long. */
  boolean isOver(long nowNanos, long quietNanos) {
    return firstNanos >= 0 && nowNanos - lastNanos > quietNanos;
  }

  /** From the first to the last datagram sent. */
  long spanNanos() {
    return lastNanos - firstNanos;
  }

  long lastNanos() {
    return lastNanos;
  }
}
