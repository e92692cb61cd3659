package io.simpledht.protocol.transport;

/** A timer that can be called off. */
@FunctionalInterface
public interface Cancellable {

  /** A handle with nothing behind it. */
  Cancellable NONE = () -> {};

  /** Ensures that the task will not start after this returns. Idempotent; loop thread only. */
  void cancel();
}
