package io.simpledht.simulator.run;

import io.simpledht.protocol.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The values a run writes: each says which call wrote it under which key, and its rest follows from
 * that, so that a reader can tell a value that was never written.
 */
final class Payloads {

  private static final int HEAD = Integer.BYTES;
  private static final byte FILLER = '.';

  private Payloads() {}

  /** The value that {@code call} writes under {@code key}, at least long enough to tell both. */
  static Bytes of(String key, int call, int bytes) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    byte[] value = new byte[StrictMath.max(bytes, HEAD + name.length)];
    Arrays.fill(value, FILLER);
    ByteBuffer.wrap(value).putInt(call).put(name);
    return Bytes.wrap(value);
  }

  /** The call that wrote a value; -1 if no call ever wrote it under this key. */
  static int callOf(String key, Bytes value) {
    if (value.length() < HEAD) {
      return -1;
    }
    byte[] bytes = value.toArray();
    int call = ByteBuffer.wrap(bytes).getInt();
    return of(key, call, bytes.length).equals(value) ? call : -1;
  }
}
