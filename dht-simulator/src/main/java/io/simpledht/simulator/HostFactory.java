package io.simpledht.simulator;

/**
 * Makes what a host runs. Called when the host starts and again at each restart, so that a crash
 * loses all memory; only what lies on {@link HostContext#disk()} is found again.
 *
 * @param <P> the program; if it is {@link AutoCloseable}, stopping the host closes it
 */
@FunctionalInterface
public interface HostFactory<P> {

  /**
   * Starts the program. Runs outside all event loops and must not wait for anything.
   *
   * @throws Exception to fail the run
   */
  P start(HostContext context) throws Exception;
}
