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
 * @param clock the {@link io.simpledht.protocol.Version#clock() clock} of the newest version the
 *     answering node has written or merged, 0 if none: what the asker writes from now on is to be
 *     newer, though its own clock may be behind
 */
public record Pong(Address observed, NodeState state, long clock) implements Response {

  public Pong {
    Objects.requireNonNull(observed, "observed");
    Objects.requireNonNull(state, "state");
  }

  @Override
  public MessageType type() {
    return MessageType.PONG;
  }
}
