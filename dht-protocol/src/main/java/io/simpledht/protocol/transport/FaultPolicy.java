package io.simpledht.protocol.transport;

/**
 * What to do with an exception nobody expected. Production logs, counts and carries on; the
 * simulator fails the run.
 */
@FunctionalInterface
public interface FaultPolicy {

  /**
   * Called on the loop with the throwable a task, timer or handler let escape. Must not throw
   * unless the run is to end.
   *
   * @param where the piece of work that failed, for the log, such as {@code "datagram handler"}
   */
  void unexpected(String where, Throwable fault);
}
