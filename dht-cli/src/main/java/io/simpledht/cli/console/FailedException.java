package io.simpledht.cli.console;

import java.util.List;

/** The command was tried and failed, for a reason that is understood. */
public final class FailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<String> hints;

  /**
   * Says what happened.
   *
   * @param hints likely causes and next steps, each a line
   */
  public FailedException(String message, List<String> hints) {
    super(message, null, false, false);
    this.hints = hints;
  }

  public FailedException(String message) {
    this(message, List.of());
  }

  public List<String> hints() {
    return hints;
  }
}
