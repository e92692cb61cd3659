package io.simpledht.protocol.message;

import java.util.Objects;

/**
 * A decoded datagram.
 *
 * @param header who sent it and which exchange it belongs to
 * @param message what it says
 */
public record Envelope(Header header, Message message) {

  public Envelope {
    Objects.requireNonNull(header, "header");
    Objects.requireNonNull(message, "message");
  }
}
