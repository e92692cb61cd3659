package io.simpledht.store;

/** The storage failed; what was stored before is unchanged. */
public class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** With a message for the operator and the cause, which may be null. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
