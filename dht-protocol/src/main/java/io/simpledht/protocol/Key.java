package io.simpledht.protocol;

import java.util.Arrays;
import java.util.Objects;

/**
 * What a value is stored under: 1 to 1024 bytes. Its place in the id space is their SHA-256.
 *
 * <p>Keeps the bare array: stores hold millions of keys, and a collector copies each object of
 * them.
 */
public final class Key implements Comparable<Key> {

  /**
   * The longest key. It shares a 1200-byte datagram with the header, so it cannot be much longer.
   */
  public static final int MAX_BYTES = 1024;

  private final byte[] content;
  // Computed on first use: a client that only sends the key never needs it. Racing threads compute
  // the
  // same value and Id is immutable, so an unsynchronized write is safe.
  private Id id;

  private Key(byte[] content) {
    this.content = content;
  }

  /**
   * A key of these bytes.
   *
   * @throws IllegalArgumentException if there are none or more than {@value #MAX_BYTES}
   */
  public static Key of(Bytes bytes) {
    Objects.requireNonNull(bytes, "key");
    if (bytes.isEmpty() || bytes.length() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "key must be 1 to " + MAX_BYTES + " bytes, was " + bytes.length());
    }
    return new Key(bytes.content());
  }

  /** A key of the UTF-8 bytes of {@code text}; limits as in {@link #of(Bytes)}. */
  public static Key of(String text) {
    Objects.requireNonNull(text, "key");
    return of(Bytes.utf8(text));
  }

  /** The key itself. */
  public Bytes bytes() {
    return Bytes.wrap(content);
  }

  /** Number of bytes. */
  public int length() {
    return content.length;
  }

  /** The key's place: SHA-256 of its bytes. */
  public Id id() {
    Id known = id;
    if (known == null) {
      known = Id.hashOf(content);
      id = known;
    }
    return known;
  }

  /** By bytes, as people sort keys; stores sort by {@link #id()}. */
  @Override
  public int compareTo(Key other) {
    return Arrays.compareUnsigned(content, other.content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Key that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return bytes().toString();
  }
}
