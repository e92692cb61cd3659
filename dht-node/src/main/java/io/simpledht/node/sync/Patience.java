package io.simpledht.node.sync;

import java.util.function.BooleanSupplier;

/**
 * How long a copy may crawl. A partner that answers all questions, but slowly, would hold a node
 * for as long as it likes; where somebody else could be asked, the copy ends with what it has
 * gained.
 *
 * @param nanos a copy that brings less than {@link #MIN_PAGES_PER_SECOND} for so long crawls
 * @param othersLeft whether somebody else could be asked
 */
record Patience(long nanos, BooleanSupplier othersLeft) {

  /** Some 30 entries of modest size, or 5 KB, in a second. */
  static final int MIN_PAGES_PER_SECOND = 4;

  private static final long SECOND = 1_000_000_000L;

  /** Of who has nobody else to ask. */
  static final Patience ENDLESS = new Patience(60 * SECOND, () -> false);

  /** Whether so many pages within the time are too few. */
  boolean isExhaustedBy(long pages) {
    return pages < nanos / SECOND * MIN_PAGES_PER_SECOND && othersLeft.getAsBoolean();
  }
}
