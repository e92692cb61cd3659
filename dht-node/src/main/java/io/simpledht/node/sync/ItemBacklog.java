package io.simpledht.node.sync;

import io.simpledht.protocol.Key;
import java.util.Arrays;

/**
 * Items of a set, with their keys, that are not in its index and its sketch yet. First in, first
 * out; the room for many is given back once it is empty.
 */
final class ItemBacklog {

  private static final int INITIAL_ITEMS = 64;

  /** Takes what comes out. */
  @FunctionalInterface
  interface Visitor {
    void visit(long item, Key key);
  }

  private long[] items = {};
  private Key[] keys = {};
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

  void add(long item, Key key) {
    if (end == items.length) {
      reserve(Math.max(INITIAL_ITEMS, 2 * items.length));
    }
    items[end] = item;
    keys[end] = key;
    end++;
  }

  /** Takes out the oldest items, so many at most. */
  void drain(int most, Visitor visitor) {
    int until = first + Math.min(most, end - first);
    while (first < until) {
      int next = first++;
      visitor.visit(items[next], keys[next]);
    }
    if (isEmpty()) {
      reset();
    }
  }

  private void reset() {
    first = 0;
    end = 0;
    if (items.length > INITIAL_ITEMS) {
      items = new long[0];
      keys = new Key[0];
    }
  }
}
