package io.simpledht.protocol.message;

/** Asks for a sign of life, and for the address the receiver sees the sender at. */
public record Ping() implements Request<Pong> {

  @Override
  public MessageType type() {
    return MessageType.PING;
  }

  @Override
  public Class<Pong> responseType() {
    return Pong.class;
  }
}
