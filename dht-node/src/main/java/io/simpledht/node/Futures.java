package io.simpledht.node;

import io.simpledht.protocol.transport.EventLoop;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The bridge from callbacks on the loop to futures and blocking callers. */
final class Futures {

  private Futures() {}

  /**
   * Runs {@code start} on the loop with a future to complete, and fails the future if that fails or
   * the loop is gone. Never inside this call, so that a listener may begin a write while one is
   * being told.
   */
  static <T> CompletableFuture<T> onLoop(EventLoop loop, Consumer<CompletableFuture<T>> start) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      loop.execute(() -> startGuarded(start, result));
    } catch (RejectedExecutionException closed) {
      result.completeExceptionally(closed(closed));
    }
    return result;
  }

  private static <T> void startGuarded(
      Consumer<CompletableFuture<T>> start, CompletableFuture<T> result) {
    try {
      start.accept(result);
    } catch (RejectedExecutionException closed) {
      result.completeExceptionally(closed(closed)); // closed while it was on its way
    } catch (RuntimeException failed) {
      result.completeExceptionally(failed);
    } catch (Error fault) {
      result.completeExceptionally(fault);
      throw fault; // nobody expected it: the fault policy hears of it too
    }
  }

  private static IllegalStateException closed(RejectedExecutionException cause) {
    return new IllegalStateException("it has been closed", cause);
  }

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
