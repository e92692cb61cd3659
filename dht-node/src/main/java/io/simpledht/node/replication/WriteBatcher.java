package io.simpledht.node.replication;

import io.simpledht.node.transfer.CongestionWindow;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.codec.WireSize;
import io.simpledht.protocol.message.Missed;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Store;
import io.simpledht.protocol.transport.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Sends this node's own writes to everybody, as few datagrams as possible: writes made in one turn
 * of the loop, or while earlier batches are still on their way, travel together. The number of
 * batches on their way is bounded, and so is the queue behind them.
 */
final class WriteBatcher {

  /** Writes that may wait to be sent; one more is refused, so that a fast caller learns of it. */
  static final int MAX_QUEUED = 65_536;

  /** Replicas get this long even if nobody waits; what is missed is anti-entropy's to repair. */
  private static final long MIN_BUDGET_NANOS = 5_000_000_000L;

  private record Queued(Offer offer, WriteTracker tracker, long deadlineNanos) {}

  private final Broadcast broadcast;
  private final EventLoop loop;
  private final NetworkView network;
  private final CongestionWindow window = new CongestionWindow(8, 32, 64);
  private final Deque<Queued> queue = new ArrayDeque<>();
  private int underWay;
  private boolean flushPlanned;

  /** How many nodes there are, for concerns that ask for a share of them. */
  @FunctionalInterface
  interface NetworkView {
    /** Nodes known, this one included. */
    int knownNodes();
  }

  WriteBatcher(Broadcast broadcast, EventLoop loop, NetworkView network) {
    this.broadcast = broadcast;
    this.loop = loop;
    this.network = network;
  }

  /** Whether the queue takes another write. */
  boolean hasRoom() {
    return queue.size() < MAX_QUEUED;
  }

  int size() {
    return queue.size();
  }

  /** Queues one write; its tracker hears of every confirmation, and goes on past the deadline. */
  void submit(Offer offer, WriteTracker tracker, long deadlineNanos) {
    queue.add(new Queued(offer, tracker, deadlineNanos));
    planFlush();
  }

  /** Ends the wait of all writes not sent yet: the writing node is their only copy. */
  void close() {
    while (!queue.isEmpty()) {
      queue.poll().tracker().update(0, network.knownNodes(), List.of(), true);
    }
  }

  private void planFlush() {
    if (!flushPlanned && !queue.isEmpty() && underWay < window.size()) {
      flushPlanned = true;
      loop.execute(this::flush);
    }
  }

  private void flush() {
    flushPlanned = false;
    while (!queue.isEmpty() && underWay < window.size()) {
      sendBatch(takeBatch());
    }
  }

  private List<Queued> takeBatch() {
    List<Queued> batch = new ArrayList<>();
    int bytes = WireSize.STORE_FIXED;
    while (!queue.isEmpty() && batch.size() < Store.MAX_OFFERS) {
      bytes += WireSize.of(queue.peek().offer());
      if (bytes > MessageCodec.MAX_BODY_BYTES) {
        break;
      }
      batch.add(queue.poll());
    }
    return batch;
  }

  private void sendBatch(List<Queued> batch) {
    List<Offer> offers = batch.stream().map(Queued::offer).toList();
    long startedNanos = loop.nanoTime();
    underWay++;
    Delivery delivery =
        broadcast.send(
            offers, 0, budgetNanos(batch), progress -> onProgress(progress, batch, startedNanos));
    batch.forEach(write -> write.tracker().unheard(delivery::unheard));
    if (delivery.isDone()) {
      onProgress(delivery, batch, startedNanos);
    }
  }

  /** A batch is pursued as long as any of its writes is waited for, and never given up at once. */
  private long budgetNanos(List<Queued> batch) {
    long budget = MIN_BUDGET_NANOS;
    for (Queued write : batch) {
      budget = Math.max(budget, write.deadlineNanos() - loop.nanoTime());
    }
    return budget;
  }

  private void onProgress(Delivery delivery, List<Queued> batch, long startedNanos) {
    for (int i = 0; i < batch.size(); i++) {
      WriteTracker tracker = batch.get(i).tracker();
      if (!tracker.isAnswered()) {
        tracker.update(
            delivery.confirmed(i), asked(delivery, i), missedOf(delivery, i), delivery.isDone());
      }
    }
    if (delivery.isDone()) {
      underWay--;
      window.onAnswered(loop.nanoTime() - startedNanos);
      planFlush();
    }
  }

  /** Exact once every share has reported; before that the nodes we know are the better guess. */
  private int asked(Delivery delivery, int index) {
    int reported = 1 + delivery.asked(index);
    return delivery.isDone() ? reported : Math.max(reported, network.knownNodes());
  }

  private static List<Missed> missedOf(Delivery delivery, int index) {
    if (delivery.missed().isEmpty()) {
      return List.of();
    }
    return delivery.missed().stream()
        .filter(missed -> missed.entry() == index)
        .map(missed -> new Missed(missed.node(), 0, missed.reason()))
        .toList();
  }
}
