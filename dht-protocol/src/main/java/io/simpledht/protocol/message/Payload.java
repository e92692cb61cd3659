package io.simpledht.protocol.message;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Id;
import java.util.Objects;

/** How a value travels: in the message, or announced and then pulled in chunks, or not at all. */
public sealed interface Payload {

  /** There is no value: a tombstone, or a delete. */
  Payload ABSENT = new Absent();

  /** Bytes of the value, 0 where there is none. */
  int length();

  /** There is no value. */
  record Absent() implements Payload {
    @Override
    public int length() {
      return 0;
    }
  }

  /**
   * The whole value.
   *
   * @param value small enough for the datagram
   */
  record Inline(Bytes value) implements Payload {
    public Inline {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public int length() {
      return value.length();
    }
  }

  /**
   * A value to be pulled with {@link GetChunk} from whoever announces it.
   *
   * @param length bytes, at least 1
   * @param hash SHA-256 of the value; it is not visible to anyone before it matched
   */
  record Announced(int length, Id hash) implements Payload {
    public Announced {
      Objects.requireNonNull(hash, "hash");
      if (length < 1) {
        throw new IllegalArgumentException("length must be at least 1, was " + length);
      }
    }
  }

  /** The payload of a value that travels whole, or of none. */
  static Payload ofNullable(Bytes value) {
    return value == null ? ABSENT : new Inline(value);
  }
}
