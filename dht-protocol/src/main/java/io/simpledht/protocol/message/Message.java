package io.simpledht.protocol.message;

/** Anything one node says to another: a {@link Request} or the one {@link Response} to it. */
public sealed interface Message permits Request, Response {

  /** Which record this is, as the wire knows it. */
  MessageType type();
}
