package io.simpledht.cli;

/** The command line makes no sense. The message says what to do instead. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message, null, false, false);
  }
}
