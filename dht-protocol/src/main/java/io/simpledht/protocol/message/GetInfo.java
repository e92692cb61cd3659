package io.simpledht.protocol.message;

/** A client asks how a node is. */
public record GetInfo() implements Request<Info> {

  @Override
  public MessageType type() {
    return MessageType.GET_INFO;
  }

  @Override
  public Class<Info> responseType() {
    return Info.class;
  }
}
