package io.simpledht.protocol;

import java.util.Locale;
import java.util.Objects;

/**
 * How many replicas must confirm before a write reports success. The result always tells how many
 * did, whatever was asked.
 *
 * @param level what is waited for
 * @param count replicas, the writing node included; only with {@link Level#COUNT}, else 0
 */
public record WriteConcern(Level level, int count) {

  /**
   * The node that takes the write, or the first replica where that node is none; others get it in
   * the background.
   */
  public static final WriteConcern LOCAL = new WriteConcern(Level.LOCAL, 0);

  /** One replica besides the writing node, or the writing node alone where there is no other. */
  public static final WriteConcern ONE = new WriteConcern(Level.ONE, 0);

  /**
   * More than half of the replicas asked, which are those the writer counts as there: no quorum, as
   * after half a minute both sides of a partition have a majority of their own.
   */
  public static final WriteConcern MAJORITY = new WriteConcern(Level.MAJORITY, 0);

  /** Every replica asked. */
  public static final WriteConcern ALL = new WriteConcern(Level.ALL, 0);

  /** The most replicas {@link #count(int)} takes. */
  public static final int MAX_COUNT = 65_535;

  /** What is waited for; the ordinal is the wire code. */
  public enum Level {
    LOCAL,
    ONE,
    COUNT,
    MAJORITY,
    ALL
  }

  public WriteConcern {
    Objects.requireNonNull(level, "level");
    boolean counted = level == Level.COUNT;
    if (counted ? count < 1 || count > MAX_COUNT : count != 0) {
      throw new IllegalArgumentException(
          "count must be 1 to " + MAX_COUNT + " with COUNT and 0 otherwise, was " + count);
    }
  }

  /** {@code replicas} confirmations, the writing node's own included; 1 to {@value #MAX_COUNT}. */
  public static WriteConcern count(int replicas) {
    return new WriteConcern(Level.COUNT, replicas);
  }

  /**
   * How many confirmations satisfy this when {@code asked} replicas, at least one, are responsible.
   */
  public int required(int asked) {
    return switch (level) {
      case LOCAL -> 1;
      case ONE -> Math.min(2, asked);
      case COUNT -> count;
      case MAJORITY -> asked / 2 + 1;
      case ALL -> asked;
    };
  }

  @Override
  public String toString() {
    return level == Level.COUNT ? "count(" + count + ")" : level.name().toLowerCase(Locale.ROOT);
  }
}
