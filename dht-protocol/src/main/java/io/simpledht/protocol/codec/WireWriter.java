package io.simpledht.protocol.codec;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Id;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Appends fields to a buffer. What does not fit any more is counted and not written, so that a
 * message that is too large can be reported with its true size.
 */
final class WireWriter {

  /** How one value is written. */
  @FunctionalInterface
  interface Form<T> {
    WireWriter write(WireWriter out, T value);
  }

  private final ByteBuffer buffer;
  private long size;

  WireWriter(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /** Forgets everything written. */
  void begin() {
    buffer.clear();
    size = 0;
  }

  /** Bytes asked for so far, whether they fit or not. */
  long size() {
    return size;
  }

  WireWriter u8(int value) {
    if (reserve(1)) {
      buffer.put((byte) value);
    }
    return this;
  }

  WireWriter u16(int value) {
    if (reserve(2)) {
      buffer.putShort((short) value);
    }
    return this;
  }

  WireWriter i32(int value) {
    if (reserve(4)) {
      buffer.putInt(value);
    }
    return this;
  }

  WireWriter i64(long value) {
    if (reserve(8)) {
      buffer.putLong(value);
    }
    return this;
  }

  /** 1 for true, 0 for false. */
  WireWriter bool(boolean value) {
    return u8(value ? 1 : 0);
  }

  /** A code that its enum defines as the ordinal. */
  WireWriter code(Enum<?> value) {
    return u8(value.ordinal());
  }

  /** Zigzag, then seven bits a byte, least significant first. */
  WireWriter varint(long value) {
    long rest = value << 1 ^ value >> 63;
    while ((rest & ~0x7FL) != 0) {
      u8((int) rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    return u8((int) rest);
  }

  WireWriter id(Id value) {
    if (reserve(Id.BYTES)) {
      value.writeTo(buffer);
    }
    return this;
  }

  /**
   * A u16 length, then the bytes. Longer content overflows any datagram, so nobody reads its
   * length.
   */
  WireWriter bytes(Bytes value) {
    u16(value.length());
    if (reserve(value.length())) {
      value.writeTo(buffer);
    }
    return this;
  }

  /** A u8 count, then the elements. */
  <T> WireWriter list(List<T> values, Form<? super T> form) {
    u8(values.size());
    for (T value : values) {
      form.write(this, value);
    }
    return this;
  }

  /** A presence byte, then the value if there is one. */
  <T> WireWriter optional(Optional<T> value, Form<? super T> form) {
    bool(value.isPresent());
    return value.isPresent() ? form.write(this, value.get()) : this;
  }

  private boolean reserve(int bytes) {
    size += bytes;
    return size <= buffer.capacity();
  }
}
