package io.simpledht.node.sync;

/**
 * The indexes of the symbols that hold one item: 0 first, then ever larger gaps, so that symbol i
 * holds the item with probability 1 / (1 + i/2). Part of the protocol: the same on every machine.
 *
 * <p>From index i the next one is drawn by inverting its distribution: the chance that none of the
 * symbols up to j holds the item is about ((i + 1.5) / (j + 1.5))^2, so with u uniform in (0, 1]
 * the gap is (i + 1.5) (1 / sqrt(u) - 1), rounded up. Only +, -, *, / and sqrt are used, which IEEE
 * 754 defines to the last bit.
 */
final class SymbolIndexes {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  private long state;
  private double index; // a whole number; as a double it need not be converted at each step

  SymbolIndexes(long item) {
    state = item;
  }

  /** The present index, 0 at first. */
  int index() {
    return (int) index;
  }

  /** Moves to the next index, {@link Integer#MAX_VALUE} beyond all that matter. */
  int advance() {
    state += GOLDEN_GAMMA;
    double uniform = ((ItemIds.mix(state) >>> 11) + 1) * UNIT;
    double gap = Math.ceil((index + 1.5) * (1 / Math.sqrt(uniform) - 1));
    index += gap < 1 ? 1 : gap;
    return (int) index; // which for what is larger is the largest there is
  }
}
