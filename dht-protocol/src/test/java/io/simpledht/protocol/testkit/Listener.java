package io.simpledht.protocol.testkit;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.Transport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A started transport and what arrived at it; readable from the test's thread. */
record Listener(Transport transport, List<Arrival> arrivals) {

  /** One datagram that arrived. */
  record Arrival(Address source, byte[] bytes) {

    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  static Listener on(Transport transport) {
    List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    transport.start((source, datagram) -> arrivals.add(new Arrival(source, copy(datagram))));
    return new Listener(transport, arrivals);
  }

  Address address() {
    return transport.localAddress();
  }

  List<String> texts() {
    return arrivals.stream().map(Arrival::text).toList();
  }

  static byte[] copy(ByteBuffer datagram) {
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    return bytes;
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
