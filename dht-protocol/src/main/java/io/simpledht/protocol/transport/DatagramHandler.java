package io.simpledht.protocol.transport;

import io.simpledht.protocol.Address;
import java.nio.ByteBuffer;

/** Receives what the transport brings. */
@FunctionalInterface
public interface DatagramHandler {

  /**
   * One datagram arrived. Called on the loop.
   *
   * @param source the address the datagram claims to come from; UDP lets anybody claim anything
   * @param datagram read-only, big-endian, position 0; valid only until this method returns
   */
  void onDatagram(Address source, ByteBuffer datagram);
}
