package io.simpledht.node;

import io.simpledht.protocol.transport.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then how far a large value has come: tells whoever listens, and ends the wait once
 * nothing has moved for too long. A large value may take any time as long as it moves. Loop only.
 */
final class TransferWatch {

  private static final long PAUSE_NANOS = 100_000_000L;

  private final EventLoop loop;
  private final LongSupplier doneBytes;
  private final long totalBytes;
  private TransferListener listener;
  private final long patienceNanos;
  private long done = -1;
  private long movedNanos;

  TransferWatch(
      EventLoop loop,
      LongSupplier doneBytes,
      long totalBytes,
      TransferListener listener,
      long patienceNanos) {
    this.loop = loop;
    this.doneBytes = doneBytes;
    this.totalBytes = totalBytes;
    this.listener = listener;
    this.patienceNanos = patienceNanos;
  }

  /** Watches until {@code future} is done; runs {@code whenStuck} once if nothing moves. */
  void until(CompletableFuture<?> future, Runnable whenStuck) {
    if (future.isDone()) {
      return;
    }
    long now = loop.nanoTime();
    long current = doneBytes.getAsLong();
    if (current != done) {
      done = current;
      movedNanos = now;
      tell();
    } else if (now - movedNanos >= patienceNanos) {
      whenStuck.run();
      return;
    }
    long left = movedNanos + patienceNanos - now;
    loop.schedule(Math.min(PAUSE_NANOS, left), () -> until(future, whenStuck));
  }

  private void tell() {
    try {
      listener.onTransfer(done, totalBytes);
    } catch (RuntimeException | Error broken) {
      listener = TransferListener.NONE;
      LoggerFactory.getLogger(DhtClient.class).warn("a transfer listener failed", broken);
    }
  }
}
