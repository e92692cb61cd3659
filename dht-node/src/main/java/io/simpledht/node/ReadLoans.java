package io.simpledht.node;

import io.simpledht.node.replication.Replica;
import io.simpledht.node.rpc.Gauges;
import io.simpledht.node.transfer.ValueTransfer;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.codec.WireSize;
import io.simpledht.protocol.message.GetChunk;
import io.simpledht.protocol.transport.EventLoop;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values read for clients that are not kept here, as other nodes are to hold them or there is no
 * room: each stays until nobody has fetched a piece of it for a while. Loop only.
 */
final class ReadLoans {

  /** A client that has not asked for so long has all, or is gone. */
  static final long IDLE_NANOS = 10_000_000_000L;

  private record Lent(Key key, Version version) {}

  private static final class Loan {
    private final Entry entry;
    private long servedNanos;

    Loan(Entry entry, long nowNanos) {
      this.entry = entry;
      this.servedNanos = nowNanos;
    }
  }

  private final Replica replica;
  private final ValueTransfer transfer;
  private final EventLoop loop;
  private final long maxBytes;
  private final Map<Lent, Loan> loans = new LinkedHashMap<>(0);
  private long bytes;

  /**
   * @param maxBytes of all values lent at a time
   */
  ReadLoans(Replica replica, ValueTransfer transfer, EventLoop loop, long maxBytes) {
    this.replica = replica;
    this.transfer = transfer;
    this.loop = loop;
    this.maxBytes = maxBytes;
  }

  /** Sees to it that a client can fetch an entry; false if there is no room for it. */
  boolean lend(Entry entry) {
    Lent lent = new Lent(entry.key(), entry.version());
    if (WireSize.fitsInline(entry) || isHeld(entry) || loans.containsKey(lent)) {
      onServed(lent);
      return true;
    }
    if (bytes + lengthOf(entry) > maxBytes) {
      return false;
    }
    bytes += lengthOf(entry);
    transfer.lend(entry);
    loans.put(lent, new Loan(entry, loop.nanoTime()));
    loop.schedule(IDLE_NANOS, () -> endIfIdle(lent));
    return true;
  }

  private boolean isHeld(Entry entry) {
    return replica
        .find(entry.key())
        .filter(held -> held.version().equals(entry.version()))
        .isPresent();
  }

  private static int lengthOf(Entry entry) {
    return entry.value().map(Bytes::length).orElse(0);
  }

  /** A piece of a value has been asked for. */
  void onServed(GetChunk request) {
    if (!loans.isEmpty()) {
      onServed(new Lent(request.key(), request.version()));
    }
  }

  private void onServed(Lent lent) {
    Loan loan = loans.get(lent);
    if (loan != null) {
      loan.servedNanos = loop.nanoTime();
    }
  }

  private void endIfIdle(Lent lent) {
    Loan loan = loans.get(lent);
    long left = loan.servedNanos + IDLE_NANOS - loop.nanoTime();
    if (left > 0) {
      loop.schedule(left, () -> endIfIdle(lent));
      return;
    }
    loans.remove(lent);
    bytes -= lengthOf(loan.entry);
    transfer.takeBack(loan.entry);
  }

  /** How full it is. */
  void read(Gauges gauges) {
    gauges.read("bytes of values lent to clients", bytes, maxBytes);
  }
}
