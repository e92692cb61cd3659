package io.simpledht.cli.console;

/** The command line makes no sense. The message says what to do instead. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public UsageException(String message) {
    super(message, null, false, false);
  }
}
