package io.simpledht.node.legacy;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The (key, value) pairs exchanged with the ancestor's nodes lately. They re-send every store they
 * receive to everyone they know, for ever: whatever was seen within the window is not news.
 */
final class RecentStores {

  /** Long enough for a storm among a handful of stock nodes to come round. */
  static final long WINDOW_NANOS = 60_000_000_000L;

  /** Pairs remembered; the oldest give way. */
  static final int MAX_PAIRS = 4_096;

  private record Pair(String key, String value) {}

  private final Map<Pair, Long> seenNanos = new LinkedHashMap<>(0);

  /** Notes a pair; true if it had not been seen within the window. */
  boolean note(String key, String value, long nowNanos) {
    forgetOld(nowNanos);
    Pair pair = new Pair(key, value);
    boolean isNew = seenNanos.remove(pair) == null;
    seenNanos.put(pair, nowNanos);
    return isNew;
  }

  private void forgetOld(long nowNanos) {
    Iterator<Long> oldestFirst = seenNanos.values().iterator();
    while (oldestFirst.hasNext()) {
      boolean old = nowNanos - oldestFirst.next() > WINDOW_NANOS;
      if (!old && seenNanos.size() < MAX_PAIRS) {
        return;
      }
      oldestFirst.remove();
    }
  }
}
