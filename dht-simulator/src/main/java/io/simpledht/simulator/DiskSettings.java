package io.simpledht.simulator;

import java.time.Duration;
import java.util.Objects;

/**
 * How the disk under a node's store behaves.
 *
 * @param latency how long each sync takes; at zero every change is durable at once
 * @param maxEntries entries at which it is full
 */
public record DiskSettings(Duration latency, int maxEntries) {

  /** As many entries as a memory store takes. */
  public static final int DEFAULT_MAX_ENTRIES = 1_000_000;

  /** Never loses a change, takes no time. */
  public static final DiskSettings IDEAL = new DiskSettings(Duration.ZERO, DEFAULT_MAX_ENTRIES);

  /** Checks the limits. */
  public DiskSettings {
    Objects.requireNonNull(latency, "latency");
    if (latency.isNegative()) {
      throw new IllegalArgumentException("latency must not be negative, was " + latency);
    }
    if (maxEntries < 1) {
      throw new IllegalArgumentException("maxEntries must be at least 1, was " + maxEntries);
    }
  }

  /** Never full. */
  public static DiskSettings syncingIn(Duration latency) {
    return new DiskSettings(latency, DEFAULT_MAX_ENTRIES);
  }
}
