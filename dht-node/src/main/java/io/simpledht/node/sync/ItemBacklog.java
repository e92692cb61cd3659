package io.simpledht.node.sync;

import io.simpledht.protocol.Key;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Changes of a set, in order, that its index and its sketch do not know yet. Kept in chunks: it
 * grows without copying what it holds, which a million changes would be felt by.
 */
final class ItemBacklog {

  private static final int CHUNK = 256;

  /** Takes what comes out. */
  interface Target {
    void put(long item, Key key);

    void remove(long item);
  }

  private static final class Chunk {
    private final long[] items = new long[CHUNK];
    private final Key[] keys = new Key[CHUNK]; // null marks a removal
  }

  private final Deque<Chunk> chunks = new ArrayDeque<>(0);
  private int first; // in the first chunk
  private int end = CHUNK; // in the last
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void put(long item, Key key) {
    append(item, key);
  }

  void remove(long item) {
    append(item, null);
  }

  private void append(long item, Key key) {
    if (end == CHUNK) {
      chunks.add(new Chunk());
      end = 0;
    }
    Chunk last = chunks.getLast();
    last.items[end] = item;
    last.keys[end] = key;
    end++;
    size++;
  }

  /** Takes out the oldest changes, so many at most. */
  void drain(int most, Target target) {
    for (int left = Math.min(most, size); left > 0; left--) {
      Chunk oldest = chunks.getFirst();
      long item = oldest.items[first];
      Key key = oldest.keys[first];
      takeOut();
      if (key == null) {
        target.remove(item);
      } else {
        target.put(item, key);
      }
    }
  }

  private void takeOut() {
    first++;
    size--;
    if (first == CHUNK || size == 0) {
      chunks.remove();
      first = 0;
    }
    if (size == 0) {
      end = CHUNK;
    }
  }
}
