package io.simpledht.cli.simulate;

import io.simpledht.cli.console.ExitStatus;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is still to be done when somebody ends a sweep with Ctrl-C or SIGTERM. Either that happens,
 * and the process ends as one that proves nothing, or the sweep finishes; never both, and neither
 * half.
 */
final class SimulateInterrupt implements AutoCloseable {

  private final ReentrantLock lock = new ReentrantLock();
  private final Runnable onSignal;
  private final Thread hook = new Thread(this::signalled, "simpledht-interrupted");
  private boolean finished;

  /** From now until closed, a signal makes {@code onSignal} happen. */
  SimulateInterrupt(Runnable onSignal) {
    this.onSignal = onSignal;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void signalled() {
    lock.lock();
    try {
      if (!finished) {
        finished = true;
        onSignal.run();
        Runtime.getRuntime().halt(ExitStatus.UNKNOWN);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Does the last thing, unless a signal came first; a signal waits until it is done. */
  void finish(Runnable last) {
    lock.lock();
    try {
      if (!finished) {
        finished = true;
        last.run();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      finish(() -> {}); // the process ends already; the hook finds nothing to do, or has done it
    }
  }
}
