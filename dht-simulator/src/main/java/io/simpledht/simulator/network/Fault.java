package io.simpledht.simulator.network;

/** A fault that is in force until it is healed. */
public interface Fault extends AutoCloseable {

  /** Ends the fault; datagrams it dropped stay lost. Idempotent. */
  void heal();

  /** Same as {@link #heal}. */
  @Override
  default void close() {
    heal();
  }
}
