package io.simpledht.node;

/**
 * The other side did not answer in time: it is not running, unreachable, or everything was lost.
 */
public final class NoResponseException extends DhtException {

  private static final long serialVersionUID = 1;

  /** Names whom was asked and for how long. */
  public NoResponseException(String message) {
    super(message);
  }
}
