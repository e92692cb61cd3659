package io.simpledht.protocol.message;

/** The leaving peer has been forgotten. */
public record Left() implements Response {

  @Override
  public MessageType type() {
    return MessageType.LEFT;
  }
}
