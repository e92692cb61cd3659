package io.simpledht.node.testing;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.DatagramHandler;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.protocol.transport.TransportStats;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** A transport on a {@link FakeWire}. */
public final class FakeTransport implements Transport {

  private static final int MAX_DATAGRAM_BYTES = 65_507;

  private final FakeWire wire;
  private final Address address;
  private DatagramHandler handler = (source, datagram) -> {};
  private boolean closed;

  FakeTransport(FakeWire wire, Address address) {
    this.wire = wire;
    this.address = address;
  }

  void receive(Address source, ByteBuffer datagram) {
    handler.onDatagram(source, datagram);
  }

  @Override
  public void start(DatagramHandler receiver) {
    handler = receiver;
  }

  @Override
  public void send(Address destination, ByteBuffer datagram) {
    if (datagram.remaining() > MAX_DATAGRAM_BYTES) {
      throw new IllegalArgumentException("too long: " + datagram.remaining());
    }
    if (!closed) {
      wire.send(address, destination, datagram);
    }
  }

  @Override
  public Address localAddress() {
    return address;
  }

  @Override
  public int maxDatagramBytes() {
    return MAX_DATAGRAM_BYTES;
  }

  @Override
  public EventLoop loop() {
    return wire.loop();
  }

  @Override
  public void resolve(String host, int port, Consumer<List<Address>> whenResolved) {
    List<Address> found = wire.lookUp(host, port);
    wire.loop().execute(() -> whenResolved.accept(found));
  }

  @Override
  public TransportStats stats() {
    return new TransportStats(0, 0, 0, 0, 0);
  }

  @Override
  public void close() {
    closed = true;
    handler = (source, datagram) -> {};
  }
}
