package io.simpledht.node.rpc;

import io.simpledht.protocol.message.Refused;
import java.util.Objects;

/**
 * Why a call got no answer.
 *
 * @param kind what happened
 * @param refusal the other side's reason with {@link Kind#REFUSED}, else null
 */
public record CallFailure(Kind kind, Refused.Reason refusal) {

  /** What happened. */
  public enum Kind {
    /** No answer within the policy's patience. */
    TIMED_OUT,
    /** Some parts of the answer came and others did not. */
    INCOMPLETE,
    /** The other side answered that it will not. */
    REFUSED,
    /** Another node answers at that address now. */
    OTHER_NODE,
    /** That address is our own. */
    OURSELVES,
    /** The node at that address has our own id. */
    SAME_ID,
    /** Too many calls are pending here. */
    TOO_MANY_PENDING,
    /** This endpoint was closed. */
    CLOSED
  }

  static final CallFailure TIMED_OUT = new CallFailure(Kind.TIMED_OUT, null);
  static final CallFailure INCOMPLETE = new CallFailure(Kind.INCOMPLETE, null);
  static final CallFailure OTHER_NODE = new CallFailure(Kind.OTHER_NODE, null);
  static final CallFailure OURSELVES = new CallFailure(Kind.OURSELVES, null);
  static final CallFailure SAME_ID = new CallFailure(Kind.SAME_ID, null);
  static final CallFailure TOO_MANY_PENDING = new CallFailure(Kind.TOO_MANY_PENDING, null);
  static final CallFailure CLOSED = new CallFailure(Kind.CLOSED, null);

  public CallFailure {
    Objects.requireNonNull(kind, "kind");
  }

  static CallFailure refused(Refused.Reason reason) {
    return new CallFailure(Kind.REFUSED, reason);
  }

  /** Whether nobody was heard. */
  public boolean isSilence() {
    return kind == Kind.TIMED_OUT;
  }

  /** Whether somebody else than the one who was asked is at that address. */
  boolean isMistakenAddress() {
    return kind == Kind.OTHER_NODE || kind == Kind.OURSELVES || kind == Kind.SAME_ID;
  }
}
