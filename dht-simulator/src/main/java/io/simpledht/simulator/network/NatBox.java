package io.simpledht.simulator.network;

import io.simpledht.protocol.Address;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Network address translation in front of one host. Datagrams from the host leave under an address
 * of the box, and only those from outside come in that the box still remembers to have let somebody
 * ask for. Only what the host sends keeps that memory fresh (RFC 4787, REQ-6).
 */
final class NatBox {

  /** What one box remembers of each kind; the oldest is forgotten first. */
  static final int MAX_MEMORY = 4_096;

  private static final int FIRST_PORT = 50_000;
  private static final int PORTS = 15_000;

  private final NatKind kind;
  private final long timeoutNanos;
  private final AddressBook book;
  private final Map<Flow, Mapping> mappings = bounded();
  private int symmetric;

  NatBox(NatKind kind, long timeoutNanos, AddressBook book) {
    this.kind = kind;
    this.timeoutNanos = timeoutNanos;
    this.book = book;
  }

  /** What shares a mapping: all from one port of the host, or all from it to one destination. */
  private record Flow(Address inside, Address destination) {}

  /** The address under which the host's datagram leaves the box. */
  Endpoint outward(Endpoint inside, Address destination, long now) {
    Flow flow = new Flow(inside.address, kind == NatKind.SYMMETRIC ? destination : null);
    Mapping mapping = mappings.get(flow);
    if (mapping == null || mapping.isForgotten(now)) {
      mapping = new Mapping(inside);
      mappings.put(flow, mapping);
    }
    mapping.sent(destination, now);
    return mapping.outside;
  }

  private int port(Endpoint inside) {
    // Boxes keep the host's port where they can, so a forgotten mapping comes back under it.
    return kind == NatKind.SYMMETRIC ? FIRST_PORT + symmetric++ % PORTS : inside.address.port();
  }

  /** One address of the box, and who may come in through it. */
  final class Mapping {
    final Endpoint inside;
    private final Endpoint outside;
    private final Map<Address, Long> permits = bounded();
    private long lastSent;

    private Mapping(Endpoint inside) {
      this.inside = inside;
      Address address = book.outsideAddressOf(inside.machine.number(), port(inside));
      this.outside = book.translate(address, this);
    }

    private boolean isForgotten(long now) {
      return now - lastSent > timeoutNanos;
    }

    private void sent(Address destination, long now) {
      lastSent = now;
      if (kind != NatKind.FULL_CONE) {
        permits.put(permit(destination), now);
      }
    }

    private Address permit(Address remote) {
      return kind == NatKind.RESTRICTED ? remote.withPort(1) : remote;
    }

    /** Whether the box lets a datagram from {@code remote} in. */
    boolean admits(Address remote, long now) {
      if (kind == NatKind.FULL_CONE) {
        return !isForgotten(now);
      }
      Long asked = permits.get(permit(remote));
      return asked != null && now - asked <= timeoutNanos;
    }
  }

  /** A table that forgets what was put first when it is full. */
  private static <K, V> Map<K, V> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MAX_MEMORY;
      }
    };
  }
}
