package io.simpledht.simulator.network;

import io.simpledht.protocol.Address;
import java.nio.ByteBuffer;

/** A datagram on its way, as a {@link Rule} sees it; valid only during the call. */
public interface Packet {

  /** Number of the sending host, from 1. */
  int sourceHost();

  /** Number of the host that owns the destination address, or 0 if there is none. */
  int targetHost();

  /** Where it comes from. */
  Address source();

  /** Where it goes. */
  Address target();

  /** Virtual nanoseconds since the run began. */
  long nanos();

  /**
   * A number drawn in [0, 1) for this datagram, another at each call; what other hosts send does
   * not change it.
   */
  double chance();

  /** Bytes of payload. */
  int length();

  /** The payload, read-only, position 0. */
  ByteBuffer payload();
}
