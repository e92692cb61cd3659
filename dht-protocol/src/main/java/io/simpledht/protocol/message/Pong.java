package io.simpledht.protocol.message;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.NodeState;
import java.util.Objects;

/**
 * A sign of life.
 *
 * @param observed the address the request came from; two or more agreeing peers make it our public
 *     one
 * @param state where the answering node stands
 */
public record Pong(Address observed, NodeState state) implements Response {

  public Pong {
    Objects.requireNonNull(observed, "observed");
    Objects.requireNonNull(state, "state");
  }

  @Override
  public MessageType type() {
    return MessageType.PONG;
  }
}
