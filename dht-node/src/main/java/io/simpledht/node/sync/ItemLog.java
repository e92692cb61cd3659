package io.simpledht.node.sync;

import java.util.Arrays;

/**
 * The last changes of a set in order, so that a sum over the set as it was can be had from the set
 * as it is. A ring that grows up to a bound and then forgets the oldest change at each new one.
 */
final class ItemLog {

  /** Half a minute of a thousand overwrites a second; 590 KB when full. */
  static final int MAX_CHANGES = 65_536;

  private static final int INITIAL_CHANGES = 64;

  private long[] items = {};
  private boolean[] removed = {};
  private long end;

  /** Hears changes. */
  @FunctionalInterface
  interface Visitor {
    /** An item was added (sign 1) or removed (-1). */
    void visit(long item, int sign);
  }

  /** Where the next change goes. */
  long end() {
    return end;
  }

  /** Whether all changes from {@code position} on are known. */
  boolean reaches(long position) {
    return end - position <= items.length;
  }

  void add(long item, boolean isRemoved) {
    if (end >= items.length && items.length < MAX_CHANGES) {
      grow();
    }
    int slot = (int) (end % items.length);
    items[slot] = item;
    removed[slot] = isRemoved;
    end++;
  }

  /** Until the bound is reached the ring has never turned, so copying keeps each change's slot. */
  private void grow() {
    int length = Math.max(INITIAL_CHANGES, 2 * items.length);
    items = Arrays.copyOf(items, length);
    removed = Arrays.copyOf(removed, length);
  }

  /** Visits the changes from one position to before another, which must be known. */
  void between(long from, long until, Visitor visitor) {
    for (long i = from; i < until; i++) {
      int slot = (int) (i % items.length);
      visitor.visit(items[slot], removed[slot] ? -1 : 1);
    }
  }
}
