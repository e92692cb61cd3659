package io.simpledht.transport.udp;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.DatagramHandler;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;

/**
 * Takes datagrams from the socket, a bounded batch at a time, and hands them to the handler. One
 * buffer serves all of them; it is larger than any datagram, so none arrives cut.
 *
 * <p>A socket that fails is reported and left alone for a while, twice as long each time in a row,
 * so that a lasting failure neither spins nor floods the log; timers and tasks go on meanwhile.
 */
final class DatagramReceiver {

  /** Datagrams taken in one turn before timers and tasks have theirs. */
  static final int DATAGRAMS_PER_TURN = 128;

  static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  static final long MAX_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The socket's receiving half. */
  interface Socket {
    /** Returns who sent it, or null if nothing waits. */
    SocketAddress receive(ByteBuffer into) throws IOException;

    /** Told whether it matters that datagrams wait. */
    void watchArrivals(boolean wanted);
  }

  private final Socket socket;
  private final SocketAddresses addresses;
  private final TrafficCounters traffic;
  private final UdpEventLoop loop;
  private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
  private final ByteBuffer view = in.asReadOnlyBuffer();
  private DatagramHandler handler;
  private long pauseNanos = FIRST_PAUSE_NANOS;

  DatagramReceiver(
      Socket socket, SocketAddresses addresses, TrafficCounters traffic, UdpEventLoop loop) {
    this.socket = socket;
    this.addresses = addresses;
    this.traffic = traffic;
    this.loop = loop;
  }

  void start(DatagramHandler datagramHandler) {
    handler = datagramHandler;
    socket.watchArrivals(true);
  }

  /** Delivers what waits, at most {@value #DATAGRAMS_PER_TURN} datagrams. */
  void receive() {
    try {
      for (int i = 0; i < DATAGRAMS_PER_TURN && !loop.isClosed(); i++) {
        in.clear();
        SocketAddress source = socket.receive(in);
        if (source == null) {
          return;
        }
        pauseNanos = FIRST_PAUSE_NANOS;
        deliver(source);
      }
    } catch (IOException failed) {
      socket.watchArrivals(false);
      loop.schedule(pauseNanos, () -> socket.watchArrivals(true));
      pauseNanos = Math.min(2 * pauseNanos, MAX_PAUSE_NANOS);
      loop.report("receiving", failed);
    }
  }

  /** How long a socket that failed now would be left alone. */
  long nextPauseNanos() {
    return pauseNanos;
  }

  // Not through UdpEventLoop.run: a lambda for each datagram would be garbage for each datagram.
  private void deliver(SocketAddress source) {
    traffic.received(in.position());
    // A handler may have changed the order of the bytes for itself; the next one finds it restored.
    view.clear().limit(in.position()).order(ByteOrder.BIG_ENDIAN);
    try {
      Address from = addresses.fromPlatform(source);
      handler.onDatagram(from, view);
    } catch (Throwable fault) {
      loop.report("datagram handler", fault);
    }
  }
}
