package io.simpledht.protocol.message;

import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Some of a node's peers.
 *
 * @param peers in order of their ids, at most {@value FindNode#MAX_COUNT}
 * @param next where to go on; nothing after the last peer
 */
public record PeerList(List<Peer> peers, Optional<Id> next) implements Response {

  public PeerList {
    peers = Limits.requireSize("peers", peers, 0, FindNode.MAX_COUNT);
    Objects.requireNonNull(next, "next");
  }

  /**
   * One peer as the answering node knows it.
   *
   * @param contact who and where
   * @param lastSeenMillis milliseconds since it was last heard, at most 2^31 - 1
   * @param roundTripMicros smoothed round-trip time in microseconds, 0 if not yet measured
   */
  public record Peer(Contact contact, int lastSeenMillis, int roundTripMicros) {
    public Peer {
      Objects.requireNonNull(contact, "contact");
      Limits.requireRange("lastSeenMillis", lastSeenMillis, 0, Integer.MAX_VALUE);
      Limits.requireRange("roundTripMicros", roundTripMicros, 0, Integer.MAX_VALUE);
    }
  }

  @Override
  public MessageType type() {
    return MessageType.PEER_LIST;
  }
}
