package io.simpledht.node.sync;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next comparison with a peer: about a second after anything that may
 * have left copies different, and twice as long after each comparison that found none. A write that
 * missed a node, in a network where tables were incomplete, is so made good within seconds; at rest
 * a comparison costs two datagrams every {@value #QUIET_INTERVALS} intervals.
 */
final class ComparisonPace {

  /** At rest the pause is this many times the configured interval. */
  static final int QUIET_INTERVALS = 4;

  private static final long SECOND = 1_000_000_000L;

  private final long shortest;
  private final long longest;
  private long pause;

  /** Begins with pauses of {@code intervalNanos}. */
  ComparisonPace(long intervalNanos) {
    this.shortest = Math.min(SECOND, intervalNanos);
    this.longest = QUIET_INTERVALS * intervalNanos;
    this.pause = intervalNanos;
  }

  /** Something differed, failed or changed. */
  void onTrouble() {
    pause = shortest;
  }

  /** Nothing differed. */
  void onEqual() {
    pause = Math.min(longest, 2 * pause);
  }

  /** The pause before the next comparison, half to one and a half times its mean by chance. */
  long nextNanos(RandomGenerator random) {
    return pause / 2 + (long) (pause * random.nextDouble());
  }
}
