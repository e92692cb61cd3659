package io.simpledht.node.transfer;

import io.simpledht.protocol.transport.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many chunks all pulls together may have asked of one source: a joiner may pull a thousand
 * values from it, and they share what one of them could have alone. Pulls that want more wait in
 * turn; the first to wait goes on first, so values become whole one after the other.
 */
final class SourceWindow {

  private static final int MIN_WINDOW = 16;
  private static final int INITIAL_WINDOW = 32;
  private static final int MAX_WINDOW = 64;

  private final EventLoop loop;
  private final CongestionWindow window =
      new CongestionWindow(MIN_WINDOW, INITIAL_WINDOW, MAX_WINDOW);
  private final Deque<ChunkPull> waiting = new ArrayDeque<>(2);
  private int open;
  private boolean wakePlanned;

  SourceWindow(EventLoop loop) {
    this.loop = loop;
  }

  /** Takes a place for one exchange, if there is one. */
  boolean tryOpen() {
    if (open >= window.size()) {
      return false;
    }
    open++;
    return true;
  }

  /** Lets {@code pull} fill when its turn comes; it may wait already. */
  void await(ChunkPull pull) {
    if (!waiting.contains(pull)) {
      waiting.add(pull);
    }
    planWake();
  }

  /** An exchange was answered: its place is free. */
  void onAnswered(long roundTripNanos) {
    window.onAnswered(roundTripNanos);
    open--;
    planWake();
  }

  /** An exchange had to be repeated. */
  void onStalled(long nowNanos) {
    window.onLoss(nowNanos);
  }

  /** An exchange was given up: its place is free. */
  void onFailed(long nowNanos) {
    window.onLoss(nowNanos);
    open--;
    planWake();
  }

  /** An exchange was taken back: its place is free, and nothing is known of the way. */
  void onTakenBack() {
    open--;
    planWake();
  }

  int open() {
    return open;
  }

  boolean isIdle() {
    return open == 0 && waiting.isEmpty();
  }

  /** Once for all that arrived in one turn of the loop: each wake costs the source. */
  private void planWake() {
    if (!wakePlanned && !waiting.isEmpty()) {
      wakePlanned = true;
      loop.execute(this::wake);
    }
  }

  /** Each pull takes places, waits again, or needs none any more: so this ends. */
  private void wake() {
    wakePlanned = false;
    while (open < window.size() && !waiting.isEmpty()) {
      waiting.poll().fill();
    }
  }
}
