package io.simpledht.node.sync;

/** Decides between a sketch and pages from what is known after the first exchange. */
final class SyncPlan {

  /** Symbols that are sure to fit one datagram, whatever their counts. */
  static final int SYMBOLS_PER_DATAGRAM = 42;

  /**
   * Entries that are read or summed for one question: tens of milliseconds' work. A larger set is
   * compared by the symbols that are kept up to date, and in halves if these do not suffice.
   */
  static final int MAX_SUMMED = 32_768;

  /** Below this many symbols a sketch is always tried: they cost less than deciding otherwise. */
  private static final int MIN_SYMBOLS = 1_024;

  /** A set this many times larger than ours is cheaper copied than compared. */
  private static final int COPY_FACTOR = 8;

  private SyncPlan() {}

  /** Whether copying everything beats a sketch because hardly anything is held here. */
  static boolean prefersPages(long ours, long theirs) {
    return theirs > COPY_FACTOR * ours;
  }

  /**
   * Whether the partner will want to copy our set itself, and we should not push it entry by entry.
   */
  static boolean partnerPrefersPages(long ours, long theirs) {
    return ours > MIN_SYMBOLS && prefersPages(theirs, ours);
  }

  /** Whether one of the sets is too large for more symbols than are kept of it anyhow. */
  static boolean isLarge(long ours, long theirs) {
    return Math.max(ours, theirs) > MAX_SUMMED;
  }

  /**
   * Symbols after which a sketch is given up: of large sets those that are kept; else a quarter of
   * all items, where the entries themselves begin to cost less than telling them apart.
   */
  static int maxSymbols(long ours, long theirs) {
    return isLarge(ours, theirs)
        ? RatelessSketch.MAX_KEPT
        : (int) Math.max(MIN_SYMBOLS, (ours + theirs) / 4);
  }
}
