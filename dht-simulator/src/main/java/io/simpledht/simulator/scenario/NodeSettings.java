package io.simpledht.simulator.scenario;

import io.simpledht.simulator.DiskSettings;
import java.time.Duration;

/**
 * Settings of every node; null or 0 for the node's own default.
 *
 * @param factor copies of each key, 0 for one on every node
 * @param seeds how many of the nodes before it each joining node is told, at most
 * @param antiEntropy pause between comparisons while all is equal
 * @param retention how long deletes are remembered
 * @param attempts attempts of one bootstrap call
 * @param timeout time of one bootstrap attempt
 * @param disk the disk under its store
 */
public record NodeSettings(
    int factor,
    int seeds,
    Duration antiEntropy,
    Duration retention,
    int attempts,
    Duration timeout,
    DiskSettings disk) {

  /** Full replication, one seed address, the node's own defaults. */
  public static final NodeSettings DEFAULT =
      new NodeSettings(0, 1, null, null, 0, null, DiskSettings.IDEAL);

  /** The shortest pause between comparisons that a node takes, and the shortest timeout. */
  public static final Duration MIN_PAUSE = Duration.ofMillis(100);

  /** The longest pause between comparisons. */
  public static final Duration MAX_ANTI_ENTROPY = Duration.ofDays(1);

  /** The longest timeout. */
  public static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

  /** The shortest time a node remembers deletes. */
  public static final Duration MIN_RETENTION = Duration.ofMinutes(1);

  /** The longest. */
  public static final Duration MAX_RETENTION = Duration.ofDays(3650);

  /** With another number of copies. */
  public NodeSettings withFactor(int other) {
    return new NodeSettings(other, seeds, antiEntropy, retention, attempts, timeout, disk);
  }

  /** With deletes remembered for another time. */
  public NodeSettings withRetention(Duration other) {
    return new NodeSettings(factor, seeds, antiEntropy, other, attempts, timeout, disk);
  }
}
