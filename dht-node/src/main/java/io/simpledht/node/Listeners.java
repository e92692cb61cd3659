package io.simpledht.node;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;

/** Those who want to hear of a node; what one of them throws reaches nobody else. */
final class Listeners {

  private final Logger log;
  private final String name;
  private final List<NodeListener> listeners = new ArrayList<>(0);
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

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // only the loop writes
  void tell(Consumer<NodeListener> event) {
    for (NodeListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException broken) {
        failures++;
        log.warn("{} a listener failed", name, broken);
      }
    }
  }
}
