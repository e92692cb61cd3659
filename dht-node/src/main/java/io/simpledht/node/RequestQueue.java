package io.simpledht.node;

import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Sends so many requests of a client at a time that its node need not refuse any; the others wait
 * for their turn, in order, and for as long as they would for an answer. Bounded in number; the
 * bytes they bring are {@link ApiCalls}' to bound. Loop only.
 */
final class RequestQueue {

  /** Half of what a node serves one host at a time: two clients may share a host, or a NAT. */
  static final int MAX_OPEN = 512;

  /** As many as may wait for the loop before that. */
  static final int MAX_WAITING = ApiCalls.MAX_WAITING;

  private static final class Waiting {
    private final CompletableFuture<?> future;
    private final Runnable send;
    private Cancellable timer;

    Waiting(CompletableFuture<?> future, Runnable send) {
      this.future = future;
      this.send = send;
    }
  }

  private final EventLoop loop;
  private final Set<Waiting> waiting = new LinkedHashSet<>(0);
  private int open;
  private boolean closed;

  RequestQueue(EventLoop loop) {
    this.loop = loop;
  }

  /**
   * Sends now or later, unless the future is complete by then.
   *
   * @param patienceNanos how long it may wait
   * @param send must lead to one call of {@link #onEnded}
   */
  void submit(CompletableFuture<?> future, long patienceNanos, Runnable send) {
    if (closed) {
      future.completeExceptionally(closedClient());
    } else if (open < MAX_OPEN) {
      open++;
      send.run();
    } else if (waiting.size() < MAX_WAITING) {
      Waiting last = new Waiting(future, send);
      waiting.add(last);
      last.timer = loop.schedule(patienceNanos, () -> expire(last, patienceNanos));
    } else {
      future.completeExceptionally(tooMany());
    }
  }

  /** A request was answered, or will not be. */
  void onEnded() {
    Waiting next = poll();
    while (next != null && next.future.isDone()) {
      next = poll();
    }
    if (next == null) {
      open--;
    } else {
      next.send.run();
    }
  }

  private Waiting poll() {
    Iterator<Waiting> inOrder = waiting.iterator();
    if (!inOrder.hasNext()) {
      return null;
    }
    Waiting next = inOrder.next();
    forget(next);
    return next;
  }

  private void forget(Waiting request) {
    waiting.remove(request);
    request.timer.cancel();
  }

  private void expire(Waiting request, long patienceNanos) {
    forget(request);
    request.future.completeExceptionally(
        new DhtException(
            "the node was busy with "
                + MAX_OPEN
                + " earlier requests for "
                + patienceNanos / 1_000_000
                + " ms"));
  }

  /** Fails all that wait, and all that come. */
  void close() {
    closed = true;
    for (Waiting next = poll(); next != null; next = poll()) {
      next.future.completeExceptionally(closedClient());
    }
  }

  static DhtException closedClient() {
    return new DhtException("the client was closed");
  }

  private static DhtException tooMany() {
    return new DhtException(
        "too many requests wait for the node, "
            + MAX_WAITING
            + " at most: wait for results before the next ones");
  }
}
