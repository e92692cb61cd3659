package io.simpledht.transport.udp;

import io.simpledht.protocol.transport.TransportStats;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Written by the loop alone, read by anyone: opaque access is atomic and costs nothing. */
final class TrafficCounters {

  private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int SENT = 0;
  private static final int BYTES_SENT = 1;
  private static final int RECEIVED = 2;
  private static final int BYTES_RECEIVED = 3;
  private static final int DROPPED = 4;

  private final long[] counts = new long[5];

  private void add(int which, long amount) {
    COUNTS.setOpaque(counts, which, (long) COUNTS.getOpaque(counts, which) + amount);
  }

  private long get(int which) {
    return (long) COUNTS.getOpaque(counts, which);
  }

  void sent(int bytes) {
    add(SENT, 1);
    add(BYTES_SENT, bytes);
  }

  void received(int bytes) {
    add(RECEIVED, 1);
    add(BYTES_RECEIVED, bytes);
  }

  void dropped(int datagrams) {
    add(DROPPED, datagrams);
  }

  TransportStats snapshot() {
    return new TransportStats(
        get(SENT), get(BYTES_SENT), get(RECEIVED), get(BYTES_RECEIVED), get(DROPPED));
  }
}
