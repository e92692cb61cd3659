package io.simpledht.simulator.network;

import io.simpledht.protocol.Address;
import io.simpledht.simulator.engine.Machine;
import io.simpledht.simulator.random.Mix;

/** One address of one machine; outlives the transports that are bound to it one after the other. */
final class Endpoint {

  final Address address;
  final Machine machine;

  /** Derived from the address, so that other hosts joining or leaving does not change it. */
  final long key;

  SimTransport transport;

  Endpoint(Address address, Machine machine) {
    this.address = address;
    this.machine = machine;
    this.key = key(address);
  }

  private static long key(Address address) {
    long hash = Mix.mix(address.port() + Mix.GOLDEN);
    for (byte b : address.ip()) {
      hash = Mix.mix(hash, b);
    }
    return hash;
  }
}
