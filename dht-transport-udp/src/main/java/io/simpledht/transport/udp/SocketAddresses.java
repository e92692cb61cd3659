package io.simpledht.transport.udp;

import io.simpledht.protocol.Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;

/** Translates between our addresses and the platform's, remembering the destinations in use. */
final class SocketAddresses {

  /** A power of two; two destinations that share a slot only cost each other a translation. */
  private static final int SLOTS = 1_024;

  private final Address[] addresses = new Address[SLOTS];
  private final InetSocketAddress[] translated = new InetSocketAddress[SLOTS];

  InetSocketAddress toPlatform(Address address) {
    int slot = address.hashCode() & SLOTS - 1;
    if (!address.equals(addresses[slot])) {
      translated[slot] = translate(address);
      addresses[slot] = address;
    }
    return translated[slot];
  }

  static InetSocketAddress translate(Address address) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address.ip()), address.port());
    } catch (UnknownHostException impossible) {
      throw new AssertionError("4 and 16 bytes are always an address", impossible);
    }
  }

  static Address fromPlatform(SocketAddress address) {
    InetSocketAddress inet = (InetSocketAddress) address;
    return Address.of(inet.getAddress().getAddress(), inet.getPort());
  }
}
