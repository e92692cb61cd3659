package io.simpledht.protocol.message;

import java.util.Objects;

/**
 * The request will not be answered.
 *
 * @param reason why
 */
public record Refused(Reason reason) implements Response {

  /** Why a request is refused; the ordinal is the wire code. */
  public enum Reason {
    /** The request type is not known to this version. */
    UNKNOWN_TYPE("the node does not know this request"),
    /** The node has too much to do. */
    OVERLOADED("the node has too much to do, try again later"),
    /** The value is larger than the node accepts. */
    TOO_LARGE("the value is larger than the node accepts"),
    /** The node's store is full. */
    STORE_FULL("the node's store is full"),
    /** The announced value could not be pulled from the asker. */
    TRANSFER_FAILED("the value could not be pulled from the sender"),
    /** The node failed in a way it did not expect; its log says more. */
    INTERNAL_ERROR("the node failed unexpectedly, see its log"),
    /** The node is shutting down. */
    CLOSING("the node is shutting down"),
    /** The node was away longer than deletes are remembered and has to catch up first. */
    CATCHING_UP("the node was away for long and has to catch up first");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }

  public Refused {
    Objects.requireNonNull(reason, "reason");
  }

  @Override
  public MessageType type() {
    return MessageType.REFUSED;
  }
}
