package io.simpledht.node;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * Those who want to hear of a node; what one of them throws reaches nobody else. Any thread may add
 * one; the loop tells them.
 */
final class Listeners {

  private final Logger log;
  private final String name;
  private final List<NodeListener> listeners = new CopyOnWriteArrayList<>();
  private volatile long failures;

  Listeners(Logger log, String name) {
    this.log = log;
    this.name = name;
  }

  void add(NodeListener listener) {
    listeners.add(listener);
  }

  boolean isEmpty() {
    return listeners.isEmpty();
  }

  /** Errors listeners let escape. Any thread. */
  long failures() {
    return failures;
  }

  /**
   * Tells everybody. An {@link Error} would tear apart the work that is being told of, such as a
   * merge half done: it is thrown in a task of its own, so that the fault policy hears of it.
   */
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // only the loop writes
  void tell(Executor loop, Consumer<NodeListener> event) {
    for (NodeListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException broken) {
        failures++;
        log.warn("{} a listener failed", name, broken);
      } catch (Error broken) {
        throwLater(loop, broken);
      }
    }
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // only the loop writes
  private void throwLater(Executor loop, Error broken) {
    try {
      loop.execute(
          () -> {
            throw broken;
          });
    } catch (RejectedExecutionException closed) {
      failures++;
      log.error("{} a listener failed", name, broken);
    }
  }
}
