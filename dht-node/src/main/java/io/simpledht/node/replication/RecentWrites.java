package io.simpledht.node.replication;

import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.codec.WireSize;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Store;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * This node's own writes of the last seconds, for peers that turn up only now: a node that writes
 * while it is still finding its peers, as after a restart, would otherwise leave those it finds
 * last to anti-entropy.
 */
final class RecentWrites {

  /** Long enough for a node to find its peers under loss. */
  static final long WINDOW_NANOS = 5_000_000_000L;

  /** More writes than this in the window, and the older ones are left to anti-entropy. */
  static final int MAX_WRITES = 256;

  private record Recent(Offer offer, long nanos) {}

  private final Deque<Recent> writes = new ArrayDeque<>();

  /** This node wrote. */
  void add(Offer offer, long nowNanos) {
    forget(nowNanos);
    if (writes.size() == MAX_WRITES) {
      writes.poll();
    }
    writes.add(new Recent(offer, nowNanos));
  }

  /** The writes of the window in batches that fit one datagram each. */
  List<List<Offer>> batches(long nowNanos) {
    forget(nowNanos);
    List<List<Offer>> batches = new ArrayList<>();
    List<Offer> batch = new ArrayList<>();
    int bytes = WireSize.STORE_FIXED;
    for (Recent write : writes) {
      int size = WireSize.of(write.offer());
      if (bytes + size > MessageCodec.MAX_BODY_BYTES || batch.size() == Store.MAX_OFFERS) {
        batches.add(batch);
        batch = new ArrayList<>();
        bytes = WireSize.STORE_FIXED;
      }
      batch.add(write.offer());
      bytes += size;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  private void forget(long nowNanos) {
    while (!writes.isEmpty() && nowNanos - writes.peek().nanos() > WINDOW_NANOS) {
      writes.poll();
    }
  }
}
