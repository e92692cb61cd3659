package io.simpledht.protocol;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * One versioned write: a value, or a tombstone that remembers a delete. Entries form a join
 * semilattice under {@link #supersedes}: any two nodes that merge the same entries, in any order
 * and any number of times, hold the same one.
 *
 * <p>A value may expire. It then turns into a tombstone of the same version (see {@link #expired}),
 * so that an older value which some partitioned node still holds cannot come back in its place.
 *
 * <p>Stores hold millions of entries, and a collector copies each object of them: value and version
 * are kept as what they consist of.
 */
public final class Entry {

  /** The {@link #expiresAtMillis} of a value that stays until it is overwritten or deleted. */
  public static final long NEVER = 0;

  private final Key key;
  private final byte[] value; // null in a tombstone
  private final long clock;
  private final long writer;
  private final long expiresAtMillis;

  private Entry(Key key, byte[] value, Version version, long expiresAtMillis) {
    this.key = Objects.requireNonNull(key, "key");
    this.value = value;
    this.clock = Objects.requireNonNull(version, "version").clock();
    this.writer = version.writer();
    this.expiresAtMillis = expiresAtMillis;
    if (expiresAtMillis < 0) {
      throw new IllegalArgumentException(
          "expiresAtMillis must not be negative, was " + expiresAtMillis);
    }
  }

  /**
   * A value.
   *
   * @param expiresAtMillis wall milliseconds since 1970, or {@link #NEVER}
   */
  public static Entry value(Key key, Bytes value, Version version, long expiresAtMillis) {
    byte[] content = Objects.requireNonNull(value, "value").content();
    return new Entry(key, content, version, expiresAtMillis);
  }

  /**
   * A delete.
   *
   * @param dropAtMillis wall milliseconds since 1970 after which the tombstone itself may be
   *     forgotten
   */
  public static Entry tombstone(Key key, Version version, long dropAtMillis) {
    return new Entry(key, null, version, dropAtMillis);
  }

  /** What it is stored under. */
  public Key key() {
    return key;
  }

  /** The value; nothing in a tombstone. */
  public Optional<Bytes> value() {
    return value == null ? Optional.empty() : Optional.of(Bytes.wrap(value));
  }

  /** When it was written, and by whom. */
  public Version version() {
    return new Version(clock, writer);
  }

  /** Wall milliseconds since 1970 at which the entry ends, or {@link #NEVER}. */
  public long expiresAtMillis() {
    return expiresAtMillis;
  }

  /** Whether this remembers a delete or an expired value. */
  public boolean isTombstone() {
    return value == null;
  }

  /** Bytes of the value, 0 in a tombstone. */
  public int valueBytes() {
    return value == null ? 0 : value.length;
  }

  /** Bytes of key and value. */
  public int contentBytes() {
    return key.length() + valueBytes();
  }

  /** Whether its time has come: a value then reads as absent, a tombstone may be forgotten. */
  public boolean isExpired(long wallMillis) {
    return expiresAtMillis != NEVER && expiresAtMillis <= wallMillis;
  }

  /** The tombstone that takes this value's place once it expired. */
  public Entry expired(long retentionMillis) {
    return tombstone(key, version(), expiresAtMillis + retentionMillis);
  }

  /**
   * Whether merging this over {@code other}, an entry of the same key, changes what is stored: the
   * newer version wins. Equal versions differ only if a writer broke its clock or one side has
   * expired; the tombstone then wins, then the larger value, then the larger {@link
   * #expiresAtMillis}, so that all nodes still agree.
   */
  public boolean supersedes(Entry other) {
    int byVersion = version().compareTo(other.version());
    if (byVersion != 0) {
      return byVersion > 0;
    }
    if (isTombstone() != other.isTombstone()) {
      return isTombstone();
    }
    int byValue = isTombstone() ? 0 : Arrays.compareUnsigned(value, other.value);
    return byValue != 0 ? byValue > 0 : expiresAtMillis > other.expiresAtMillis;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Entry that
        && key.equals(that.key)
        && Arrays.equals(value, that.value)
        && clock == that.clock
        && writer == that.writer
        && expiresAtMillis == that.expiresAtMillis;
  }

  @Override
  public int hashCode() {
    return key.hashCode() * 31 + version().hashCode();
  }

  @Override
  public String toString() {
    return key + value().map(held -> " = " + held).orElse(" deleted") + " at " + version();
  }
}
