package io.simpledht.transport.udp;

import io.simpledht.protocol.Address;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Datagrams the socket would not take yet. Bounded in number and bytes; when full the oldest is
 * dropped, because its sender is the closest to having given up on it.
 */
final class SendQueue {

  /** Some 1.2 MB of our own datagrams: what comes later would arrive after its retransmission. */
  static final int MAX_DATAGRAMS = 1_024;

  /** Bounds large ones too: answers to the ancestor's clients may be 64 KiB each. */
  static final int MAX_BYTES = 2 << 20;

  /** A datagram and where it goes. */
  record Queued(Address destination, ByteBuffer datagram) {}

  private final int maxDatagrams;
  private final int maxBytes;
  private final Deque<Queued> queue = new ArrayDeque<>();
  private int bytes;

  SendQueue() {
    this(MAX_DATAGRAMS, MAX_BYTES);
  }

  SendQueue(int maxDatagrams, int maxBytes) {
    this.maxDatagrams = maxDatagrams;
    this.maxBytes = maxBytes;
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Copies the datagram to the end of the queue; returns how many had to be dropped for it. */
  int add(Address destination, ByteBuffer datagram) {
    ByteBuffer copy = ByteBuffer.allocate(datagram.remaining()).put(datagram).flip();
    queue.addLast(new Queued(destination, copy));
    bytes += copy.remaining();
    int dropped = 0;
    while (queue.size() > maxDatagrams || bytes > maxBytes) {
      remove();
      dropped++;
    }
    return dropped;
  }

  /** The oldest datagram, or null. */
  Queued peek() {
    return queue.peekFirst();
  }

  /** Takes the oldest datagram out. */
  void remove() {
    bytes -= queue.removeFirst().datagram().capacity();
  }

  /** Empties the queue; returns how many were in it. */
  int clear() {
    int cleared = queue.size();
    queue.clear();
    bytes = 0;
    return cleared;
  }
}
