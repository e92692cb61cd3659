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

  /** The box's memory this address stands for; null if it is the machine's own. */
  private final NatBox.Mapping mapping;

  private SimTransport transport;

  Endpoint(Address address, Machine machine) {
    this(address, machine, null);
  }

  private Endpoint(Address address, Machine machine, NatBox.Mapping mapping) {
    this.address = address;
    this.machine = machine;
    this.mapping = mapping;
    this.key = key(address);
  }

  /** An address of the box in front of a machine. */
  static Endpoint translated(Address address, NatBox.Mapping mapping) {
    return new Endpoint(address, mapping.inside.machine, mapping);
  }

  /** Who is bound here at the moment, or null. */
  SimTransport transport() {
    return mapping == null ? transport : mapping.inside.transport;
  }

  /** Binds a transport, or none if null. */
  void bind(SimTransport bound) {
    transport = bound;
  }

  boolean isTranslated() {
    return mapping != null;
  }

  /** Whether a box, if there is one, lets a datagram from {@code remote} in. */
  boolean admits(Address remote, long now) {
    return mapping == null || mapping.admits(remote, now);
  }

  private static long key(Address address) {
    long hash = Mix.mix(address.port() + Mix.GOLDEN);
    for (byte b : address.ip()) {
      hash = Mix.mix(hash, b);
    }
    return hash;
  }
}
