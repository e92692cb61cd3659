package io.simpledht.simulator.node;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.DatagramHandler;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.protocol.transport.TransportStats;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * A transport whose node sees the simulated hosts, which are 10.0.0.1, 10.0.0.2 and so on, in
 * another network of the same size, and may not know its own address.
 */
record RenumberedTransport(Transport transport, int network, boolean wildcard)
    implements Transport {

  private static final int SIMULATED = 0x0A00_0000;

  /** As it is, but bound as most nodes are: to all addresses of the machine. */
  static Transport boundToAll(Transport transport) {
    return new RenumberedTransport(transport, SIMULATED, true);
  }

  /** In a network of which 8 bits or more are given. */
  static Transport in(int network, Transport transport) {
    return new RenumberedTransport(transport, network, false);
  }

  private static Address move(Address address, int to) {
    return Address.ofV4(to | (int) address.lowBits() & 0xFF_FFFF, address.port());
  }

  private Address seen(Address simulated) {
    return move(simulated, network);
  }

  @Override
  public void start(DatagramHandler handler) {
    transport.start((source, datagram) -> handler.onDatagram(seen(source), datagram));
  }

  @Override
  public void send(Address destination, ByteBuffer datagram) {
    transport.send(move(destination, SIMULATED), datagram);
  }

  @Override
  public Address localAddress() {
    Address local = transport.localAddress();
    return wildcard ? Address.ofV4(0, local.port()) : seen(local);
  }

  @Override
  public int maxDatagramBytes() {
    return transport.maxDatagramBytes();
  }

  @Override
  public EventLoop loop() {
    return transport.loop();
  }

  @Override
  public void resolve(String host, int port, Consumer<List<Address>> whenResolved) {
    transport.resolve(
        host, port, found -> whenResolved.accept(found.stream().map(this::seen).toList()));
  }

  @Override
  public TransportStats stats() {
    return transport.stats();
  }

  @Override
  public void close() throws IOException {
    transport.close();
  }
}
