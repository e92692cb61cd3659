package io.simpledht.simulator.sweep;

/** A run of a sweep broke for a reason that lies outside of what it simulates. */
public final class SweepException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient RunSpec run;

  SweepException(RunSpec run, Throwable cause) {
    super(run + " broke: " + cause, cause);
    this.run = run;
  }

  /** The run that broke. */
  public RunSpec run() {
    return run;
  }
}
