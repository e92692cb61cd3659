package io.simpledht.node;

import io.simpledht.protocol.transport.EventLoop;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The bridge from futures to callers that block. */
final class Futures {

  private Futures() {}

  /** Refuses a call that would wait for the loop on the loop itself. */
  static void requireMayBlock(EventLoop loop) {
    if (loop.inLoop()) {
      throw new IllegalStateException(
          "a blocking call on the node's own event loop would wait for itself:"
              + " use the Async method");
    }
  }

  /**
   * Blocks for a result. On the loop this would wait for itself, so it is refused; a result that is
   * there already may be taken anywhere.
   */
  static <T> T await(EventLoop loop, CompletableFuture<T> result) {
    if (!result.isDone()) {
      requireMayBlock(loop);
    }
    try {
      return result.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DhtException("interrupted while waiting", interrupted);
    } catch (ExecutionException failed) {
      throw rethrown(failed.getCause());
    } catch (CancellationException cancelled) {
      throw new DhtException("cancelled", cancelled);
    }
  }

  /**
   * Waits for the end of something, good or bad, but no longer than this; whether it has come to
   * its end. An interrupt does not cut the wait short: threads that close are often interrupted.
   */
  static boolean ends(EventLoop loop, CompletableFuture<Void> end, Duration most) {
    long deadlineNanos = loop.nanoTime() + most.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          end.get(deadlineNanos - loop.nanoTime(), TimeUnit.NANOSECONDS);
          return true;
        } catch (ExecutionException failed) {
          return true;
        } catch (TimeoutException late) {
          return false;
        } catch (InterruptedException again) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException expected) {
      return expected;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new DhtException(cause.getMessage(), cause);
  }
}
