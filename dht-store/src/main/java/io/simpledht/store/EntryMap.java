package io.simpledht.store;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import java.util.concurrent.ConcurrentHashMap;

/**
 * From keys to entries. Changed by one thread, read by any. A copy costs what has changed since the
 * first copy was made: what was there then stays in one table that nobody changes any more, and
 * each copy keeps what it holds instead in a table of its own.
 */
final class EntryMap {

  /** In the place of an entry that the common table holds and this map does not. */
  private static final Entry GONE = Entry.tombstone(Key.of(Bytes.utf8("-")), Version.NONE, 0);

  // Keys are Comparable, so keys crafted to share a hash code cost O(log n) each, not O(n).
  private volatile ConcurrentHashMap<Key, Entry> own;
  private ConcurrentHashMap<Key, Entry> common; // null if never copied; written before own

  EntryMap() {
    this(new ConcurrentHashMap<>(), null);
  }

  private EntryMap(ConcurrentHashMap<Key, Entry> own, ConcurrentHashMap<Key, Entry> common) {
    this.common = common;
    this.own = own;
  }

  /** The entry of a key, or null. Any thread. */
  Entry get(Key key) {
    Entry entry = own.get(key);
    if (entry == null && common != null) {
      return common.get(key);
    }
    return entry == GONE ? null : entry;
  }

  void put(Entry entry) {
    own.put(entry.key(), entry);
  }

  void remove(Key key) {
    if (common != null && common.containsKey(key)) {
      own.put(key, GONE);
    } else {
      own.remove(key);
    }
  }

  /** Makes room for this many keys at once instead of step by step. */
  void reserve(int keys) {
    ConcurrentHashMap<Key, Entry> roomy = new ConcurrentHashMap<>(keys);
    roomy.putAll(own);
    own = roomy;
  }

  EntryMap copy() {
    if (common == null) {
      common = own;
      own = new ConcurrentHashMap<>(); // a reader that sees this table sees the common one too
    }
    return new EntryMap(new ConcurrentHashMap<>(own), common);
  }
}
