package io.simpledht.node.sync;

import io.simpledht.protocol.Id;

/**
 * A range of the id space to copy, both ends included.
 *
 * @param pages it holds, 0 if that is not known
 * @param repeats how often what it holds could not be taken as a whole
 * @param losses how often in a row pages of it were lost
 */
record Segment(Id from, Id to, int pages, int repeats, int losses) {

  Segment(Id from, Id to) {
    this(from, to, 0, 0, 0);
  }

  Segment again() {
    return new Segment(from, to, pages, repeats + 1, 0);
  }

  /** What remains of it. */
  Segment from(Id first) {
    return new Segment(first, to, 0, repeats, 0);
  }

  /** A part of so many pages, which were lost. */
  Segment lost(Id first, Id last, int lostPages) {
    return new Segment(first, last, lostPages, repeats, losses + 1);
  }

  /** How much of the id space it is. */
  double share() {
    return ((to.word(0) >>> 1) - (from.word(0) >>> 1)) * 0x1.0p-63;
  }
}
