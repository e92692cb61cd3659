package io.simpledht.simulator;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.simulator.network.SimNetwork;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Remembers what arrives and sends what the test wants. */
final class Receiver {

  /** One datagram that arrived. */
  record Arrival(Address source, long nanos, byte[] bytes) {}

  final Transport transport;
  final List<Arrival> arrivals = new ArrayList<>();

  Receiver(HostContext context) {
    this(context, Simulation.PORT);
  }

  Receiver(HostContext context, int port) {
    transport = context.open(port);
    transport.start(
        (source, datagram) -> {
          byte[] bytes = new byte[datagram.remaining()];
          datagram.get(bytes);
          arrivals.add(new Arrival(source, transport.loop().nanoTime(), bytes));
        });
  }

  void send(int host, byte... bytes) {
    transport.send(SimNetwork.addressOf(host, Simulation.PORT), ByteBuffer.wrap(bytes));
  }

  void sendMany(int host, int count, int length) {
    for (int i = 0; i < count; i++) {
      send(host, new byte[length]);
    }
  }
}
