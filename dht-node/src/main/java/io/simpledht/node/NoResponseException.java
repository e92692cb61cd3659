package io.simpledht.node;

import java.util.Optional;

/**
 * The other side did not answer in time: it is not running, unreachable, or everything was lost.
 */
public final class NoResponseException extends DhtException {

  private static final long serialVersionUID = 1;

  private final String likelyCause; // null if there is no telling

  /** Names whom was asked and for how long. */
  public NoResponseException(String message) {
    this(message, null);
  }

  NoResponseException(String message, String likelyCause) {
    super(likelyCause == null ? message : message + ": " + likelyCause);
    this.likelyCause = likelyCause;
  }

  /** Why it may have been, with what to do about it, if there is a sign of that. */
  public Optional<String> likelyCause() {
    return Optional.ofNullable(likelyCause);
  }
}
