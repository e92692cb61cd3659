package io.simpledht.node;

import io.simpledht.protocol.WriteConcern;
import java.time.Duration;
import java.util.Objects;

/**
 * How a write is carried out. Immutable; derive variants from {@link #DEFAULT}.
 *
 * @param concern replicas that must confirm
 * @param ttl time to live, counted in milliseconds: 1 ms to {@link #MAX_TTL}, or zero for ever
 * @param timeout when to answer with what is known, 1 ms to 10 min
 */
public record WriteOptions(WriteConcern concern, Duration ttl, Duration timeout) {

  /** The longest {@link #timeout}. */
  public static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

  /**
   * The longest {@link #ttl}, a hundred years: beyond this a mistyped unit is likelier than intent.
   */
  public static final Duration MAX_TTL = Duration.ofDays(36_525);

  private static final Duration MILLI = Duration.ofMillis(1);

  /**
   * Waits for every replica, for at most 5 s: long enough for several retransmissions under 30 %
   * loss, and what the ancestor's users are used to.
   */
  public static final WriteOptions DEFAULT =
      new WriteOptions(WriteConcern.ALL, Duration.ZERO, Duration.ofSeconds(5));

  public WriteOptions {
    Objects.requireNonNull(concern, "concern");
    Objects.requireNonNull(ttl, "ttl");
    boolean forEver = ttl.isZero();
    if (!forEver && (ttl.compareTo(MILLI) < 0 || ttl.compareTo(MAX_TTL) > 0)) {
      throw new IllegalArgumentException(
          "ttl must be 0 for ever or 1 ms to " + MAX_TTL.toDays() + " days, was " + ttl);
    }
    requireTimeout(timeout);
  }

  static void requireTimeout(Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    if (timeout.compareTo(MILLI) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException("timeout must be 1 ms to 10 min, was " + timeout);
    }
  }

  /** With another write concern. */
  public WriteOptions withConcern(WriteConcern newConcern) {
    return new WriteOptions(newConcern, ttl, timeout);
  }

  /** With a time to live. */
  public WriteOptions withTtl(Duration newTtl) {
    return new WriteOptions(concern, newTtl, timeout);
  }

  /** With another timeout. */
  public WriteOptions withTimeout(Duration newTimeout) {
    return new WriteOptions(concern, ttl, newTimeout);
  }
}
