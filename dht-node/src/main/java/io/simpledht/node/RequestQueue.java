package io.simpledht.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * Sends so many requests of a client at a time that its node need not refuse any; the others wait
 * for their turn, in order, and their time begins with it. Loop only.
 */
final class RequestQueue {

  /** Half of what a node serves one host at a time: two clients may share a host, or a NAT. */
  static final int MAX_OPEN = 512;

  /** As many as may wait for the loop before that. */
  static final int MAX_WAITING = ApiCalls.MAX_WAITING;

  private record Waiting(CompletableFuture<?> future, Runnable send) {}

  private final Deque<Waiting> waiting = new ArrayDeque<>(0);
  private int open;
  private boolean closed;

  /**
   * Sends now or later, unless the future is complete by then.
   *
   * @param send must lead to one call of {@link #onEnded}
   */
  void submit(CompletableFuture<?> future, Runnable send) {
    if (closed) {
      future.completeExceptionally(new DhtException("the client was closed"));
    } else if (open < MAX_OPEN) {
      open++;
      send.run();
    } else if (waiting.size() < MAX_WAITING) {
      waiting.add(new Waiting(future, send));
    } else {
      future.completeExceptionally(
          new DhtException(
              "too many requests wait for the node, "
                  + MAX_WAITING
                  + " at most: wait for results before the next ones"));
    }
  }

  /** A request was answered, or will not be. */
  void onEnded() {
    Waiting next = waiting.poll();
    while (next != null && next.future.isDone()) {
      next = waiting.poll();
    }
    if (next == null) {
      open--;
    } else {
      next.send.run();
    }
  }

  /** Fails all that wait, and all that come. */
  void close() {
    closed = true;
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      next.future.completeExceptionally(new DhtException("the client was closed"));
    }
  }
}
