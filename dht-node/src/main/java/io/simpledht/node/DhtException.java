package io.simpledht.node;

/** An operation failed for a reason outside the caller's arguments. */
public class DhtException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What happened, and what to do about it where that is known. */
  public DhtException(String message) {
    super(message);
  }

  /** What happened, and what caused it. */
  public DhtException(String message, Throwable cause) {
    super(message, cause);
  }
}
