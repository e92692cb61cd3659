package io.simpledht.simulator.network;

/**
 * One direction of a host's line: a rate with a queue of limited length, loss, and good and bad
 * periods. All are optional.
 */
final class AccessLink {

  /** Headers of IPv4 and UDP, which take time on the line too. */
  private static final int HEADER_BYTES = 28;

  private static final double NANOS_PER_SECOND = 1e9;

  private double nanosPerByte;
  private double queueNanos;
  private long freeAt;
  private double loss;
  private BurstLoss burst;

  /** Limits the rate; a rate of 0 lifts the limit. */
  void limit(double bitsPerSecond, long queueBytes) {
    nanosPerByte = bitsPerSecond == 0 ? 0 : NANOS_PER_SECOND * Byte.SIZE / bitsPerSecond;
    queueNanos = queueBytes * nanosPerByte;
  }

  /** Loses each datagram with this probability, independently. */
  void loss(double probability) {
    loss = probability;
  }

  /** Gives the link bad periods, or none if null. */
  void burst(BurstLoss periods) {
    burst = periods;
  }

  /**
   * Nanoseconds until a datagram that comes to this end at {@code now} has left the other, or -1 if
   * the queue is full.
   */
  long pass(long now, int length) {
    if (nanosPerByte == 0) {
      return 0;
    }
    long begin = StrictMath.max(now, freeAt);
    if (begin - now > queueNanos) {
      return -1;
    }
    freeAt = begin + (long) ((length + HEADER_BYTES) * nanosPerByte);
    return freeAt - now;
  }

  /** Whether the link loses a datagram by chance alone. */
  boolean loses(double chance) {
    return chance < loss;
  }

  /** Whether the link swallows a datagram at {@code now}. */
  boolean swallows(long now, double chance) {
    return burst != null && chance < burst.lossAt(now);
  }

  /** Whether a bad period is on in which at least this part of datagrams is lost. */
  boolean isBad(long now, double part) {
    return burst != null && burst.lossAt(now) >= part;
  }
}
