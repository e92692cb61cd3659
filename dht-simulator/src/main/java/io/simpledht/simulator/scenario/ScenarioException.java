package io.simpledht.simulator.scenario;

/**
 * A scenario that cannot be run as it is written; the message names the place and what may stand
 * there.
 */
public final class ScenarioException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /** A message for whoever wrote the scenario. */
  public ScenarioException(String message) {
    super(message);
  }
}
