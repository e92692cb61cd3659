package io.simpledht.protocol.message;

/** The request arrived and its answer takes a while: do not give up on the sender. */
public record Working() implements Response {

  @Override
  public MessageType type() {
    return MessageType.WORKING;
  }
}
