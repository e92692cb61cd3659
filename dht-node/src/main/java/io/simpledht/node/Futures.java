package io.simpledht.node;

import io.simpledht.protocol.transport.EventLoop;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** The bridge from callbacks on the loop to futures and blocking callers. */
final class Futures {

  private Futures() {}

  /** Runs {@code start} on the loop with a future to complete; fails it if the loop is gone. */
  static <T> CompletableFuture<T> onLoop(EventLoop loop, Consumer<CompletableFuture<T>> start) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable guarded =
        () -> {
          try {
            start.accept(result);
          } catch (RuntimeException failed) {
            result.completeExceptionally(failed);
          }
        };
    if (loop.inLoop()) {
      guarded.run();
      return result;
    }
    try {
      loop.execute(guarded);
    } catch (RejectedExecutionException closed) {
      result.completeExceptionally(new IllegalStateException("it has been closed", closed));
    }
    return result;
  }

  /**
   * Blocks for a result. On the loop this would wait for itself, so it is refused; a result that is
   * there already may be taken anywhere.
   */
  static <T> T await(EventLoop loop, CompletableFuture<T> result) {
    if (loop.inLoop() && !result.isDone()) {
      throw new IllegalStateException(
          "a blocking call on the node's own event loop would wait for itself:"
              + " use the Async method");
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
