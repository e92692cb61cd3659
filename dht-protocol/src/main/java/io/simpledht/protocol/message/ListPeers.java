package io.simpledht.protocol.message;

import io.simpledht.protocol.Id;
import java.util.Objects;

/**
 * A client asks which peers a node knows.
 *
 * @param from smallest id wanted, inclusive
 */
public record ListPeers(Id from) implements Request<PeerList> {

  public ListPeers {
    Objects.requireNonNull(from, "from");
  }

  @Override
  public MessageType type() {
    return MessageType.LIST_PEERS;
  }

  @Override
  public Class<PeerList> responseType() {
    return PeerList.class;
  }
}
