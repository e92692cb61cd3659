package io.simpledht.node.legacy;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Id;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The (key, value) pairs exchanged with the ancestor's nodes lately. They re-send every store they
 * receive to everyone they know, for ever: whatever was seen within the window may be an echo, and
 * seeing it again extends the window, so that a storm is none the less one however long it lasts.
 */
final class RecentStores {

  /** Long enough for a storm among a handful of stock nodes to come round. */
  static final long WINDOW_NANOS = 60_000_000_000L;

  /** Pairs remembered; the oldest give way. */
  static final int MAX_PAIRS = 16_384;

  private final Map<Id, Long> seenAtNanos = new LinkedHashMap<>(0);

  /** A pair by its hash, so that a remembered one costs the same however long its value is. */
  static Id pair(String sender, String key, String value) {
    return Id.hashOf(Bytes.utf8(sender + '\n' + key.length() + '\n' + key + value));
  }

  /** Notes a pair; whether it was not seen within the window. */
  boolean note(Id pair, long nowNanos) {
    forgetOld(nowNanos);
    boolean isNew = seenAtNanos.remove(pair) == null;
    seenAtNanos.put(pair, nowNanos);
    return isNew;
  }

  /** Whether a pair was seen within the window; this does not extend it. */
  boolean has(Id pair, long nowNanos) {
    Long seen = seenAtNanos.get(pair);
    return seen != null && nowNanos - seen <= WINDOW_NANOS;
  }

  private void forgetOld(long nowNanos) {
    Iterator<Long> oldestFirst = seenAtNanos.values().iterator();
    while (oldestFirst.hasNext()) {
      boolean old = nowNanos - oldestFirst.next() > WINDOW_NANOS;
      if (!old && seenAtNanos.size() < MAX_PAIRS) {
        return;
      }
      oldestFirst.remove();
    }
  }
}
