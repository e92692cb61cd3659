package io.simpledht.node.rpc;

import io.simpledht.protocol.Address;
import java.nio.ByteBuffer;

/** Gets the datagrams that do not begin with this protocol's magic. */
@FunctionalInterface
public interface ForeignHandler {

  /** Serves the datagram, or returns false to have it counted as refused. Loop only. */
  boolean onForeign(Address source, ByteBuffer datagram);
}
