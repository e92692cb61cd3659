package io.simpledht.node.testing;

import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;

/** A loop whose clocks the test sets; it runs nothing by itself. */
public final class ManualLoop implements EventLoop {

  /** What {@link #nanoTime} returns. */
  public long nanos;

  /** What {@link #wallMillis} returns. */
  public long millis = 1_767_225_600_000L;

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public long wallMillis() {
    return millis;
  }

  @Override
  public Cancellable schedule(long delayNanos, Runnable task) {
    return Cancellable.NONE;
  }

  @Override
  public boolean inLoop() {
    return true;
  }
}
