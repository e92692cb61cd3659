package io.simpledht.simulator;

/**
 * A run went wrong: a program threw, a condition was not met in time, or a check failed. The
 * message names seed and virtual time and how to run it again; the cause is what was thrown.
 */
public final class SimulationFailure extends AssertionError {

  private static final long serialVersionUID = 1L;

  SimulationFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
