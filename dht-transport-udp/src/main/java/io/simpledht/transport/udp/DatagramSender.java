package io.simpledht.transport.udp;

import io.simpledht.protocol.Address;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;

/**
 * Puts datagrams on the socket, or into a queue while the socket has no room. Whatever else keeps
 * one from leaving (no route, forbidden by the host, too long for the path, IPv6 from an IPv4
 * socket) is loss: counted, never thrown, because nobody above could do anything but send again.
 */
final class DatagramSender {

  /** The socket's sending half. */
  interface Socket {
    /** Returns the bytes taken, or 0 if it would block. */
    int send(ByteBuffer datagram, SocketAddress destination) throws IOException;

    /** Told when it matters that there is room again, and when not any more. */
    void watchRoom(boolean wanted);
  }

  private final Socket socket;
  private final SocketAddresses addresses;
  private final TrafficCounters traffic;
  private final SendQueue queue;

  DatagramSender(
      Socket socket, SocketAddresses addresses, TrafficCounters traffic, SendQueue queue) {
    this.socket = socket;
    this.addresses = addresses;
    this.traffic = traffic;
    this.queue = queue;
  }

  /** Sends, queues or drops; the buffer is consumed in each case. */
  void send(Address destination, ByteBuffer datagram) {
    if (!queue.isEmpty() || !write(destination, datagram)) {
      if (queue.isEmpty()) {
        socket.watchRoom(true);
      }
      traffic.dropped(queue.add(destination, datagram));
    }
    datagram.position(datagram.limit());
  }

  /** Sends what waited, as far as there is room. */
  void drain() {
    for (SendQueue.Queued next = queue.peek(); next != null; next = queue.peek()) {
      if (!write(next.destination(), next.datagram())) {
        return;
      }
      queue.remove();
    }
    socket.watchRoom(false);
  }

  /** Sends what waited as far as there is room, and counts the rest as lost. */
  void close() {
    drain();
    traffic.dropped(queue.clear());
  }

  /** False if the socket would block. */
  private boolean write(Address destination, ByteBuffer datagram) {
    int bytes = datagram.remaining();
    try {
      if (socket.send(datagram, addresses.toPlatform(destination)) == 0 && bytes > 0) {
        return false;
      }
      traffic.sent(bytes);
    } catch (IOException | RuntimeException unreachable) {
      // RuntimeException: the platform says "IPv6 from an IPv4 socket" with an unchecked one.
      traffic.dropped(1);
    }
    return true;
  }
}
