package io.simpledht.node.legacy;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Id;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The (key, value) pairs exchanged with the ancestor's nodes lately. They re-send every store they
 * receive to everyone they know, for ever: whatever was seen within the window is not news, and
 * seeing it again extends the window, so that a storm is not news however long it lasts.
 */
final class RecentStores {

  /** Long enough for a storm among a handful of stock nodes to come round. */
  static final long WINDOW_NANOS = 60_000_000_000L;

  /** Pairs remembered; the oldest give way. */
  static final int MAX_PAIRS = 16_384;

  private record Seen(long atNanos, int times) {}

  private final Map<Id, Seen> pairs = new LinkedHashMap<>(0);

  /** A pair by its hash, so that a remembered one costs the same however long its value is. */
  static Id pair(String sender, String key, String value) {
    return Id.hashOf(Bytes.utf8(sender + '\n' + key.length() + '\n' + key + value));
  }

  /** Notes a pair; how often it was seen without a pause of a window, this time included. */
  int note(Id pair, long nowNanos) {
    forgetOld(nowNanos);
    Seen before = pairs.remove(pair);
    int times = before == null ? 1 : Math.min(before.times + 1, Integer.MAX_VALUE - 1);
    pairs.put(pair, new Seen(nowNanos, times));
    return times;
  }

  private void forgetOld(long nowNanos) {
    Iterator<Seen> oldestFirst = pairs.values().iterator();
    while (oldestFirst.hasNext()) {
      boolean old = nowNanos - oldestFirst.next().atNanos > WINDOW_NANOS;
      if (!old && pairs.size() < MAX_PAIRS) {
        return;
      }
      oldestFirst.remove();
    }
  }
}
