package io.simpledht.simulator.network;

import io.simpledht.simulator.engine.Event;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A copy of a payload on its way; taken from a {@link DatagramPool} and returned when it arrived.
 */
final class Datagram extends Event {

  final byte[] bytes;

  /** Which list of the pool it returns to. */
  final int sizeClass;

  int length;
  long fate;
  Endpoint source;
  Endpoint target;

  /** Whether it has been through the receiver's access link. */
  boolean offLink;

  /** In the free list of the pool. */
  Datagram nextFree;

  private final Pipeline pipeline;
  private final ByteBuffer view;

  Datagram(Pipeline pipeline, int sizeClass, int capacity) {
    this.pipeline = pipeline;
    this.sizeClass = sizeClass;
    this.bytes = new byte[capacity];
    this.view = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  void address(Endpoint from, Endpoint to) {
    source = from;
    target = to;
    machine = to.machine;
  }

  /** The payload, read-only; the same object each time. */
  ByteBuffer payload() {
    view.clear().limit(length);
    return view.order(ByteOrder.BIG_ENDIAN);
  }

  int checksum(CRC32C crc) {
    crc.reset();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /** The first eight bytes, the first in the lowest bits. */
  long head() {
    long head = 0;
    for (int i = length < 8 ? length - 1 : 7; i >= 0; i--) {
      head = head << 8 | bytes[i] & 0xFF;
    }
    return head;
  }

  @Override
  protected void fire() {
    pipeline.arrive(this);
  }

  @Override
  protected int bufferBytes() {
    return length;
  }

  @Override
  protected void overflow() {
    pipeline.lose(this, DropCause.SOCKET_BUFFER);
  }

  @Override
  protected void abandon() {
    pipeline.lose(this, DropCause.DOWN);
  }
}
