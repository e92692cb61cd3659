package io.simpledht.node.sync;

import java.util.Optional;

/**
 * The sums over one set with which several nodes of one thread begin, so that only the first of
 * them has to walk it. Knows the set last seen, and hands out copies.
 */
public final class SharedSums {

  /** An index of a set and its sketch; not changed any more. */
  record Sums(ItemIndex index, RatelessSketch sketch) {}

  private final boolean shared;
  private Object mark;
  private Sums sums;

  private SharedSums(boolean shared) {
    this.shared = shared;
  }

  /** For nodes that may begin with equal sets. */
  public static SharedSums ofMany() {
    return new SharedSums(true);
  }

  /** For a node that is alone and has nobody to keep sums for. */
  public static SharedSums ofOne() {
    return new SharedSums(false);
  }

  /** The sums over the content that {@code contentMark} stands for. */
  Optional<Sums> of(Optional<Object> contentMark) {
    return contentMark.filter(wanted -> wanted == mark).map(same -> sums);
  }

  /** Remembers a copy of the sums over a content if others may hold the same. */
  void keep(Optional<Object> contentMark, ItemIndex index, RatelessSketch sketch) {
    if (shared && contentMark.isPresent()) {
      mark = contentMark.get();
      sums = new Sums(index.copy(), sketch.copy());
    }
  }
}
