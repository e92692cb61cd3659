package io.simpledht.node.sync;

import io.simpledht.protocol.Key;
import java.util.Arrays;

/**
 * Changes of a set, in order, that its index and its sketch do not know yet. The room for many is
 * given back once it is empty.
 */
final class ItemBacklog {

  private static final int INITIAL_CHANGES = 64;

  /** Takes what comes out. */
  interface Target {
    void put(long item, Key key);

    void remove(long item);
  }

  private long[] items = {};
  private Key[] keys = {}; // null marks a removal
  private int first;
  private int end;

  int size() {
    return end - first;
  }

  boolean isEmpty() {
    return first == end;
  }

  /** Makes room for so many at once instead of step by step. */
  void reserve(int expected) {
    if (expected > items.length) {
      items = Arrays.copyOf(items, expected);
      keys = Arrays.copyOf(keys, expected);
    }
  }

  void put(long item, Key key) {
    append(item, key);
  }

  void remove(long item) {
    append(item, null);
  }

  private void append(long item, Key key) {
    if (end == items.length) {
      makeRoom();
    }
    items[end] = item;
    keys[end] = key;
    end++;
  }

  /** What has come out leaves room; only where that is little are there to be more places. */
  private void makeRoom() {
    if (first <= end / 2) {
      reserve(Math.max(INITIAL_CHANGES, 2 * items.length));
      return;
    }
    System.arraycopy(items, first, items, 0, size());
    System.arraycopy(keys, first, keys, 0, size());
    Arrays.fill(keys, size(), end, null);
    end -= first;
    first = 0;
  }

  /** Takes out the oldest changes, so many at most. */
  void drain(int most, Target target) {
    int until = first + Math.min(most, size());
    while (first < until) {
      int next = first++;
      if (keys[next] == null) {
        target.remove(items[next]);
      } else {
        target.put(items[next], keys[next]);
      }
    }
    if (isEmpty()) {
      reset();
    }
  }

  private void reset() {
    first = 0;
    end = 0;
    if (items.length > INITIAL_CHANGES) {
      items = new long[0];
      keys = new Key[0];
    }
  }
}
