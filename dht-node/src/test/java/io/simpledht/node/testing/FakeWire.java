package io.simpledht.node.testing;

import io.simpledht.protocol.Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Connects fake transports: every datagram arrives, in order, after a millisecond; and is noted.
 */
public final class FakeWire {

  private static final long DELAY_NANOS = 1_000_000L;

  /** One datagram as it was sent. */
  public record Sent(Address from, Address to, int bytes, String text) {}

  private final FakeLoop loop = new FakeLoop();
  private final Map<Address, FakeTransport> transports = new LinkedHashMap<>();
  private final Map<String, List<Address>> names = new LinkedHashMap<>();
  private final List<Sent> sent = new ArrayList<>();

  /** The loop of all transports on this wire. */
  public FakeLoop loop() {
    return loop;
  }

  /** A new host on the wire: 10.0.0.{@code number}:5000. */
  public FakeTransport host(int number) {
    Address address = Address.ofV4(10 << 24 | number, 5_000);
    FakeTransport transport = new FakeTransport(this, address);
    transports.put(address, transport);
    return transport;
  }

  /** From now on a host has the address of host {@code number} as well. */
  public void alias(int number, FakeTransport host) {
    transports.put(Address.ofV4(10 << 24 | number, 5_000), host);
  }

  /** From now on {@code name} is the name of these hosts; of none if there are none. */
  public void name(String name, Address... hosts) {
    names.put(name, List.of(hosts));
  }

  List<Address> lookUp(String name, int port) {
    List<Address> hosts = names.getOrDefault(name, List.of());
    return hosts.stream().map(host -> host.withPort(port)).toList();
  }

  /** Everything sent so far. */
  public List<Sent> sent() {
    return sent;
  }

  void send(Address from, Address to, ByteBuffer datagram) {
    byte[] copy = new byte[datagram.remaining()];
    datagram.get(copy);
    String text = new String(copy, StandardCharsets.UTF_8);
    sent.add(new Sent(from, to, copy.length, text));
    loop.schedule(DELAY_NANOS, () -> deliver(from, to, copy));
  }

  private void deliver(Address from, Address to, byte[] datagram) {
    FakeTransport receiver = transports.get(to);
    if (receiver != null) {
      receiver.receive(from, ByteBuffer.wrap(datagram).asReadOnlyBuffer());
    }
  }
}
