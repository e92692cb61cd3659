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
    /** The announced value could not be pulled from whoever announced it. */
    TRANSFER_FAILED("the value could not be pulled from whoever announced it"),
    /** The node failed in a way it did not expect; its log says more. */
    INTERNAL_ERROR("the node failed unexpectedly, see its log"),
    /** The node is shutting down. */
    CLOSING("the node is shutting down"),
    /** The node lacks what others hold, or may hold what they have deleted, and must catch up. */
    CATCHING_UP("the node has to catch up with the others first"),
    /** Too few nodes answered to tell what was asked. */
    TOO_FEW_ANSWERS("too few nodes answered to tell whether there is a value"),
    /** The asker has the id of the node it asks. */
    SAME_ID("the node has the asker's own id");

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
