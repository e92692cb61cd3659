package io.simpledht.node;

import io.simpledht.protocol.transport.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Brings calls of the API onto the loop. Those that wait for it are bounded: a program that calls
 * faster than the loop can follow, and does not wait for results, would else fill the memory of
 * both. Any thread.
 */
final class ApiCalls {

  /** More than six times what a program keeps on its way to be fast; some 20 MB. */
  static final int MAX_WAITING = 65_536;

  /** Four of the largest values: those that calls bring, until their results are known. */
  static final long MAX_BYTES = 256L << 20;

  private final EventLoop loop;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  ApiCalls(EventLoop loop) {
    this.loop = loop;
  }

  /** {@link #onLoop(int, Consumer)} for a call that brings no value. */
  <T> CompletableFuture<T> onLoop(Consumer<CompletableFuture<T>> start) {
    return onLoop(0, start);
  }

  /**
   * Runs {@code start} on the loop with a future to complete, and fails the future if that fails,
   * the loop is gone or too much waits for it. Never inside this call, so that a listener may begin
   * a write while one is being told.
   *
   * @param valueBytes length of the value the call brings
   */
  <T> CompletableFuture<T> onLoop(int valueBytes, Consumer<CompletableFuture<T>> start) {
    CompletableFuture<T> result = new CompletableFuture<>();
    if (!enter(valueBytes)) {
      result.completeExceptionally(tooMany());
      return result;
    }
    if (valueBytes > 0) {
      result.whenComplete((known, failure) -> bytes.addAndGet(-valueBytes));
    }
    try {
      loop.execute(
          () -> {
            waiting.decrementAndGet();
            startGuarded(start, result);
          });
    } catch (RejectedExecutionException closed) {
      waiting.decrementAndGet();
      result.completeExceptionally(closed(closed));
    }
    return result;
  }

  private boolean enter(int valueBytes) {
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      return false;
    }
    if (valueBytes > 0 && bytes.addAndGet(valueBytes) > MAX_BYTES) {
      waiting.decrementAndGet();
      bytes.addAndGet(-valueBytes);
      return false;
    }
    return true;
  }

  private static DhtException tooMany() {
    return new DhtException(
        "too many calls wait for the event loop, "
            + MAX_WAITING
            + " at most, or for their results, "
            + (MAX_BYTES >> 20)
            + " MiB of values at most: wait for results before the next ones");
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
}
