package io.simpledht.store;

import java.time.Duration;
import java.util.Objects;

/**
 * Limits of a {@link MemoryStore}. Immutable: any number of stores may share one.
 *
 * @param maxEntries values and tombstones kept at most, at least 1
 * @param maxContentBytes key and value bytes kept at most, at least 1
 * @param tombstoneRetention how long the tombstone of an expired value is kept, in whole
 *     milliseconds; 1 ms to {@link #MAX_TOMBSTONE_RETENTION}
 */
public record MemoryStoreConfig(
    long maxEntries, long maxContentBytes, Duration tombstoneRetention) {

  /**
   * One million: an entry costs about 250 bytes of heap beside its content, so this many cost a
   * quarter of a GiB, which is a quarter of what a JVM takes by default on a machine with 4 GiB.
   */
  public static final long DEFAULT_MAX_ENTRIES = 1_000_000;

  /** 512 MiB: together with the default number of entries it stays below 1 GiB of heap. */
  public static final long DEFAULT_MAX_CONTENT_BYTES = 512L << 20;

  /** One day: a node that was away for a night learns of all deletes when it is back. */
  public static final Duration DEFAULT_TOMBSTONE_RETENTION = Duration.ofHours(24);

  /** Ten years: beyond this a mistyped unit is likelier than intent. */
  public static final Duration MAX_TOMBSTONE_RETENTION = Duration.ofDays(3652);

  /** The default limits. */
  public static final MemoryStoreConfig DEFAULT =
      new MemoryStoreConfig(
          DEFAULT_MAX_ENTRIES, DEFAULT_MAX_CONTENT_BYTES, DEFAULT_TOMBSTONE_RETENTION);

  /** Checks the limits. */
  public MemoryStoreConfig {
    Objects.requireNonNull(tombstoneRetention, "tombstoneRetention");
    requirePositive("maxEntries", maxEntries);
    requirePositive("maxContentBytes", maxContentBytes);
    if (tombstoneRetention.compareTo(Duration.ofMillis(1)) < 0
        || tombstoneRetention.compareTo(MAX_TOMBSTONE_RETENTION) > 0) {
      throw new IllegalArgumentException(
          "tombstoneRetention must be 1 ms to 10 years, was " + tombstoneRetention);
    }
  }

  /** The same with another {@link #maxEntries}. */
  public MemoryStoreConfig withMaxEntries(long entries) {
    return new MemoryStoreConfig(entries, maxContentBytes, tombstoneRetention);
  }

  /** The same with another {@link #maxContentBytes}. */
  public MemoryStoreConfig withMaxContentBytes(long bytes) {
    return new MemoryStoreConfig(maxEntries, bytes, tombstoneRetention);
  }

  /** The same with another {@link #tombstoneRetention}. */
  public MemoryStoreConfig withTombstoneRetention(Duration retention) {
    return new MemoryStoreConfig(maxEntries, maxContentBytes, retention);
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, was " + value);
    }
  }
}
