package io.simpledht.simulator.canary;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.codec.MalformedMessageException;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.message.Envelope;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.Message;
import io.simpledht.protocol.transport.DatagramHandler;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.protocol.transport.TransportStats;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** A transport that does what another does; subclasses tamper with what passes. */
abstract class ForwardingTransport implements Transport {

  private final Transport transport;
  private final MessageCodec codec = new MessageCodec();
  private DatagramHandler node;

  ForwardingTransport(Transport transport) {
    this.transport = transport;
  }

  /** Something arrives; as it is, by default. */
  void receive(Address source, ByteBuffer datagram) {
    toNode(source, datagram);
  }

  final void toNode(Address source, ByteBuffer datagram) {
    node.onDatagram(source, datagram);
  }

  final void toWire(Address destination, ByteBuffer datagram) {
    transport.send(destination, datagram);
  }

  /** The message, or null if it is damaged. */
  final Envelope decode(ByteBuffer datagram) {
    try {
      return codec.decode(datagram);
    } catch (MalformedMessageException damaged) {
      return null;
    }
  }

  /** A datagram of its own memory. */
  final ByteBuffer encode(Header header, Message message) {
    ByteBuffer datagram = ByteBuffer.allocate(MessageCodec.MAX_DATAGRAM_BYTES);
    codec.encode(header, message, datagram);
    return datagram;
  }

  @Override
  public void start(DatagramHandler handler) {
    node = handler;
    transport.start(this::receive);
  }

  @Override
  public void send(Address destination, ByteBuffer datagram) {
    toWire(destination, datagram);
  }

  @Override
  public final Address localAddress() {
    return transport.localAddress();
  }

  @Override
  public final int maxDatagramBytes() {
    return transport.maxDatagramBytes();
  }

  @Override
  public EventLoop loop() {
    return transport.loop();
  }

  @Override
  public final void resolve(String host, int port, Consumer<List<Address>> whenResolved) {
    transport.resolve(host, port, whenResolved);
  }

  @Override
  public final TransportStats stats() {
    return transport.stats();
  }

  @Override
  public final void close() throws IOException {
    transport.close();
  }
}
