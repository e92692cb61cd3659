package io.simpledht.simulator;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.simulator.network.SimNetwork;
import io.simpledht.simulator.random.Law;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * Sends pings to random hosts at random times, answers pings, and times out what is not answered.
 */
final class Pinger {

  static final byte PING = 1;
  static final byte PONG = 2;
  private static final long TIMEOUT_NANOS = 500_000_000;

  final Transport transport;
  long answered;
  long unanswered;
  private final RandomGenerator random;
  private final int hosts;
  private final Law pause;
  private final ByteBuffer buffer = ByteBuffer.allocate(1_200);
  private Cancellable timeout;

  Pinger(HostContext context, int hosts, Law pause) {
    this.transport = context.transport();
    this.random = context.random();
    this.hosts = hosts;
    this.pause = pause;
    transport.start(this::receive);
    transport.loop().execute(this::ping);
  }

  private void ping() {
    int peer = 1 + random.nextInt(hosts);
    send(PING, SimNetwork.addressOf(peer, Simulation.PORT));
    if (timeout != null) {
      timeout.cancel();
    }
    timeout = transport.loop().schedule(TIMEOUT_NANOS, () -> unanswered++);
    transport.loop().schedule(pause.sampleNanos(random), this::ping);
  }

  private void send(byte type, Address to) {
    buffer.clear().put(type).putLong(random.nextLong());
    buffer.position(0).limit(64 + random.nextInt(200));
    transport.send(to, buffer);
  }

  private void receive(Address source, ByteBuffer datagram) {
    byte type = datagram.hasRemaining() ? datagram.get() : 0;
    if (type == PING) {
      send(PONG, source);
    } else if (type == PONG && timeout != null) {
      answered++;
      timeout.cancel();
    }
  }
}
