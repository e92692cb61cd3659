package io.simpledht.node;

import io.simpledht.node.bootstrap.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a node runs. Immutable; made by {@link DhtNode#builder()}.
 *
 * @param host local address to bind
 * @param port local UDP port, 0 for any
 * @param seeds {@code host:port} of nodes to join through
 * @param replication where copies are kept
 * @param light whether to ask others not to list this node
 * @param legacy whether SimpleDHT 0.1 (Python) is served on the same port
 * @param maxValueBytes largest value taken
 * @param bootstrapAttempts attempts of one bootstrap call
 * @param bootstrapTimeout time of one attempt
 * @param tombstoneRetention how long deletes are remembered
 * @param antiEntropyInterval pause between comparisons with a random peer while all is equal
 */
public record NodeConfig(
    String host,
    int port,
    List<String> seeds,
    Replication replication,
    boolean light,
    boolean legacy,
    int maxValueBytes,
    int bootstrapAttempts,
    Duration bootstrapTimeout,
    Duration tombstoneRetention,
    Duration antiEntropyInterval) {

  /** The ancestor's port. */
  public static final int DEFAULT_PORT = HostPort.DEFAULT_PORT;

  /** All IPv4 interfaces, as the ancestor. */
  public static final String DEFAULT_HOST = "0.0.0.0";

  /** 1 MiB: a value is kept whole in memory on every node. */
  public static final int DEFAULT_MAX_VALUE_BYTES = 1 << 20;

  /** The largest {@link #maxValueBytes}: 64 MiB. */
  public static final int MAX_MAX_VALUE_BYTES = 64 << 20;

  /** The ancestor's three. */
  public static final int DEFAULT_BOOTSTRAP_ATTEMPTS = 3;

  /** The ancestor's five seconds; several datagrams are sent in that time. */
  public static final Duration DEFAULT_BOOTSTRAP_TIMEOUT = Duration.ofSeconds(5);

  /** A day: longer than outages that people repair. */
  public static final Duration DEFAULT_TOMBSTONE_RETENTION = Duration.ofHours(24);

  /**
   * Two datagrams each time; shorter after trouble, up to four times as long while nothing differs.
   */
  public static final Duration DEFAULT_ANTI_ENTROPY_INTERVAL = Duration.ofSeconds(10);

  public NodeConfig {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(replication, "replication");
    seeds = List.copyOf(seeds);
    HostPort.parseAll(seeds);
    requireRange("port", port, 0, 65_535);
    requireRange("maxValueBytes", maxValueBytes, 1, MAX_MAX_VALUE_BYTES);
    requireRange("bootstrapAttempts", bootstrapAttempts, 1, 1_000);
    requireBetween(
        "bootstrapTimeout", bootstrapTimeout, Duration.ofMillis(100), Duration.ofMinutes(10));
    requireBetween(
        "tombstoneRetention", tombstoneRetention, Duration.ofMinutes(1), Duration.ofDays(3650));
    requireBetween(
        "antiEntropyInterval", antiEntropyInterval, Duration.ofMillis(100), Duration.ofDays(1));
  }

  private static void requireRange(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be " + min + " to " + max + ", was " + value);
    }
  }

  private static void requireBetween(String name, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          name + " must be " + min + " to " + max + ", was " + value);
    }
  }
}
