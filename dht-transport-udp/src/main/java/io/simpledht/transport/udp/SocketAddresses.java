package io.simpledht.transport.udp;

import io.simpledht.protocol.Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;

/**
 * Translates between our addresses and the platform's, remembering those in use: two tables of
 * fixed size, because who sends to us chooses what is looked up. Loop thread only.
 */
final class SocketAddresses {

  /** A power of two; two peers that share a slot only cost each other a translation. */
  static final int SLOTS = 1_024;

  private final Address[] destinations = new Address[SLOTS];
  private final InetSocketAddress[] toPlatform = new InetSocketAddress[SLOTS];
  private final InetSocketAddress[] sources = new InetSocketAddress[SLOTS];
  private final Address[] fromPlatform = new Address[SLOTS];

  InetSocketAddress toPlatform(Address address) {
    int slot = slot(address.hashCode());
    if (!address.equals(destinations[slot])) {
      toPlatform[slot] = translate(address);
      destinations[slot] = address;
    }
    return toPlatform[slot];
  }

  Address fromPlatform(SocketAddress address) {
    InetSocketAddress source = (InetSocketAddress) address;
    int slot = slot(source.hashCode());
    if (!source.equals(sources[slot])) {
      fromPlatform[slot] = translate(source);
      sources[slot] = source;
    }
    return fromPlatform[slot];
  }

  // The platform's hash is a plain sum: multiplied, neighbours in a subnet and port ranges spread.
  private static int slot(int hash) {
    return (hash * 0x9E37_79B9) >>> 32 - Integer.numberOfTrailingZeros(SLOTS);
  }

  static InetSocketAddress translate(Address address) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address.ip()), address.port());
    } catch (UnknownHostException impossible) {
      throw new AssertionError("4 and 16 bytes are always an address", impossible);
    }
  }

  static Address translate(InetSocketAddress address) {
    return Address.of(address.getAddress().getAddress(), address.getPort());
  }
}
