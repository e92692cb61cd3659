package io.simpledht.protocol;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** An immutable run of bytes, compared by content (unsigned, lexicographic). */
public final class Bytes implements Comparable<Bytes> {

  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private static final int MAX_SHOWN_BYTES = 64;

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** A copy of {@code source}. */
  public static Bytes copyOf(byte[] source) {
    return wrap(source.clone());
  }

  /** The UTF-8 encoding of {@code text}. */
  public static Bytes utf8(String text) {
    return wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes the array without copying; the caller promises never to write to it again. */
  public static Bytes wrap(byte[] owned) {
    Objects.requireNonNull(owned, "owned");
    return owned.length == 0 ? EMPTY : new Bytes(owned);
  }

  /** Number of bytes. */
  public int length() {
    return content.length;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return content.length == 0;
  }

  /** The byte at {@code index}, 0 to {@code length() - 1}. */
  public byte at(int index) {
    return content[index];
  }

  /** A fresh array. */
  public byte[] toArray() {
    return content.clone();
  }

  /** A read-only view without copying. */
  public ByteBuffer asBuffer() {
    return ByteBuffer.wrap(content).asReadOnlyBuffer();
  }

  /** Appends all bytes to {@code target}. */
  public void writeTo(ByteBuffer target) {
    target.put(content);
  }

  /** The array itself, for those who keep many and spare this object; never to be written to. */
  byte[] content() {
    return content;
  }

  /** Copies all bytes into {@code target} from {@code offset} on. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(content, 0, target, offset, content.length);
  }

  /** The bytes from {@code from} (inclusive) to {@code to} (exclusive), copied. */
  public Bytes slice(int from, int to) {
    return from == 0 && to == content.length ? this : wrap(Arrays.copyOfRange(content, from, to));
  }

  /** The text these bytes encode, or nothing if they are not well-formed UTF-8. */
  public Optional<String> asUtf8() {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
      return Optional.of(text.toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(content, other.content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /**
   * The text if it is short UTF-8 without control characters, else the length: whoever sends bytes
   * must not rule the terminal, or write the log, of who is shown them.
   */
  @Override
  public String toString() {
    Optional<String> text = content.length > MAX_SHOWN_BYTES ? Optional.empty() : asUtf8();
    return text.filter(Bytes::isHarmless)
        .map(harmless -> '"' + harmless + '"')
        .orElse("(" + content.length + " bytes)");
  }

  private static boolean isHarmless(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
