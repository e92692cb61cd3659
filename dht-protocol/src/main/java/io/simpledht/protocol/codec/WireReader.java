package io.simpledht.protocol.codec;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.codec.MalformedMessageException.Reason;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Takes fields from a buffer between its position and limit. Every length and count is compared
 * with what remains before anything is allocated for it.
 */
final class WireReader {

  /** How one value is read. */
  @FunctionalInterface
  interface Form<T> {
    T read(WireReader in) throws MalformedMessageException;
  }

  private static final int MAX_VARINT_SHIFT = 63;

  private final ByteBuffer buffer;

  WireReader(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  int u8() throws MalformedMessageException {
    require(1);
    return buffer.get() & 0xFF;
  }

  int u16() throws MalformedMessageException {
    require(2);
    return buffer.getShort() & 0xFFFF;
  }

  int i32() throws MalformedMessageException {
    require(4);
    return buffer.getInt();
  }

  long i64() throws MalformedMessageException {
    require(8);
    return buffer.getLong();
  }

  boolean bool() throws MalformedMessageException {
    int value = u8();
    if (value > 1) {
      throw MalformedMessageException.badValue("a boolean is neither 0 nor 1");
    }
    return value == 1;
  }

  /** One of {@code values}, by its ordinal. */
  <E extends Enum<E>> E code(E[] values) throws MalformedMessageException {
    int ordinal = u8();
    if (ordinal >= values.length) {
      throw MalformedMessageException.badValue("an enumerated field has an unknown code");
    }
    return values[ordinal];
  }

  /**
   * The inverse of {@link WireWriter#varint}: at most ten bytes, and no more than 64 bits in them.
   */
  long varint() throws MalformedMessageException {
    long zigzag = 0;
    for (int shift = 0; shift <= MAX_VARINT_SHIFT; shift += 7) {
      int next = u8();
      if (shift == MAX_VARINT_SHIFT && next > 1) {
        break;
      }
      zigzag |= (next & 0x7FL) << shift;
      if (next < 0x80) {
        return zigzag >>> 1 ^ -(zigzag & 1);
      }
    }
    throw MalformedMessageException.badValue("a variable-length number exceeds 64 bits");
  }

  Id id() throws MalformedMessageException {
    require(Id.BYTES);
    return Id.readFrom(buffer);
  }

  /** A u16 length, then the bytes. */
  Bytes bytes() throws MalformedMessageException {
    int length = u16();
    require(length);
    byte[] content = new byte[length];
    buffer.get(content);
    return Bytes.wrap(content);
  }

  /**
   * A u8 count, then the elements.
   *
   * @param newArray makes the array that becomes the list
   * @param minBytes the fewest bytes one element has
   */
  <T> List<T> list(IntFunction<T[]> newArray, int minBytes, Form<? extends T> form)
      throws MalformedMessageException {
    int count = u8();
    require(count * minBytes);
    T[] values = newArray.apply(count);
    for (int i = 0; i < count; i++) {
      values[i] = form.read(this);
    }
    return List.of(values);
  }

  /** A presence byte, then the value if there is one. */
  <T> Optional<T> optional(Form<? extends T> form) throws MalformedMessageException {
    return bool() ? Optional.of(form.read(this)) : Optional.empty();
  }

  private void require(int bytes) throws MalformedMessageException {
    if (buffer.remaining() < bytes) {
      throw MalformedMessageException.of(Reason.BAD_LENGTH);
    }
  }
}
