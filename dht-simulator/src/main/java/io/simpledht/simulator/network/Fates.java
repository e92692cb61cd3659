package io.simpledht.simulator.network;

import io.simpledht.simulator.random.Mix;

/**
 * Chance for datagrams, drawn by counting instead of from a stream: what happens to the n-th
 * datagram from A to B depends on the seed, A, B and n alone. Leaving out one operation of a run
 * therefore does not reshuffle the fate of all other traffic, which is what makes shrinking work.
 *
 * <p>Pairs share counters by hash, so the table is of fixed size; a pair that shares one is still
 * reproducible.
 */
final class Fates {

  /** What a number is drawn for; the ordinal is part of the hash, so add at the end only. */
  enum Purpose {
    LOSS,
    LATENCY,
    REORDER,
    REORDER_BY,
    CORRUPT,
    CORRUPT_WHERE,
    TRUNCATE,
    TRUNCATE_AT,
    DUPLICATE,
    REPLAY,
    REPLAY_AFTER,
    COPY,
    BURST_UP,
    BURST_DOWN,
    RULE,
    LINE_UP,
    LINE_DOWN,
    PATH
  }

  private static final int COUNTERS = 1 << 16;

  private final long seed;
  private final int[] counters = new int[COUNTERS];

  Fates(long seed) {
    this.seed = Mix.derive(seed, "fates", 0);
  }

  /** The fate of the next datagram between two endpoints. */
  long next(long sourceKey, long targetKey) {
    long pair = seed ^ Mix.mix(sourceKey + Mix.GOLDEN ^ Long.rotateLeft(targetKey, 32));
    int counter = (int) pair & COUNTERS - 1;
    return Mix.mix(pair + Mix.GOLDEN * ++counters[counter]);
  }

  /** 64 bits of a fate for one purpose. */
  static long bits(long fate, Purpose purpose) {
    return Mix.mix(fate + Mix.GOLDEN * (purpose.ordinal() + 1));
  }

  /** A number in [0, 1) of a fate for one purpose. */
  static double unit(long fate, Purpose purpose) {
    return Mix.unit(bits(fate, purpose));
  }
}
