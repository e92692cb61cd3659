package io.simpledht.protocol.message;

import io.simpledht.protocol.Id;
import java.util.Objects;

/**
 * Asks for the nodes the receiver knows closest to an id (Kademlia's FIND_NODE).
 *
 * @param target any id
 * @param count how many at most, 1 to {@value #MAX_COUNT}
 */
public record FindNode(Id target, int count) implements Request<NodesFound> {

  /** As many contacts as always fit one datagram, IPv6 addresses included. */
  public static final int MAX_COUNT = 20;

  public FindNode {
    Objects.requireNonNull(target, "target");
    Limits.requireRange("count", count, 1, MAX_COUNT);
  }

  @Override
  public MessageType type() {
    return MessageType.FIND_NODE;
  }

  @Override
  public Class<NodesFound> responseType() {
    return NodesFound.class;
  }
}
