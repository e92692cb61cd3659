package io.simpledht.protocol.message;

/** Tells a peer that the sender is about to stop, so that nobody waits for it. */
public record Leave() implements Request<Left> {

  @Override
  public MessageType type() {
    return MessageType.LEAVE;
  }

  @Override
  public Class<Left> responseType() {
    return Left.class;
  }
}
