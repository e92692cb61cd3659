package io.simpledht.node;

import io.simpledht.protocol.message.Refused;

/** The other side answered that it will not do it. */
public final class RequestRefusedException extends DhtException {

  private static final long serialVersionUID = 1;

  private final Refused.Reason reason;

  /** With the reason the other side gave. */
  public RequestRefusedException(Refused.Reason reason) {
    super(reason.text());
    this.reason = reason;
  }

  /** Why. */
  public Refused.Reason reason() {
    return reason;
  }
}
