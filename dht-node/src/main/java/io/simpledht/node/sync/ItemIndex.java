package io.simpledht.node.sync;

import io.simpledht.protocol.Key;
import java.util.function.LongSupplier;

/**
 * From item ids to keys: a hash table of primitives with linear probing and backward-shift
 * deletion. A map of boxed longs would cost each entry five times the memory, and a million entries
 * are normal.
 *
 * <p>Whoever writes an entry can choose its item, for the hash that makes items is known to all. So
 * an item's place in the table depends on a secret besides: nobody outside can make items that
 * crowd one part of it, where each look-up would walk past all the others.
 */
final class ItemIndex {

  private static final int INITIAL_SLOTS = 8;

  /** Up to so many slots the items' places need no secret. */
  private static final int HARMLESS_SLOTS = 1_024;

  private long[] items = {};
  private Key[] keys = {}; // null marks an empty slot
  private final LongSupplier secrets;
  private long secret;
  private int size;

  /**
   * An empty index.
   *
   * @param secrets gives a number nobody else knows; asked once, when the index outgrows a size at
   *     which walking past all others does no harm
   */
  ItemIndex(LongSupplier secrets) {
    this.secrets = secrets;
  }

  /** The same items, no longer following changes of this index; not to be changed itself. */
  ItemIndex copy() {
    return copy(() -> secret);
  }

  /**
   * The same items at the same places, no longer following changes of this index.
   *
   * @param newSecrets asked as if the items had been put one by one, so that whoever draws from the
   *     same source afterwards draws the same; the places stay those that the old secret gave
   */
  ItemIndex copy(LongSupplier newSecrets) {
    ItemIndex copy = new ItemIndex(newSecrets);
    copy.items = items.clone();
    copy.keys = keys.clone();
    copy.size = size;
    copy.secret = secret;
    if (keys.length > HARMLESS_SLOTS) {
      newSecrets.getAsLong();
    }
    return copy;
  }

  int size() {
    return size;
  }

  /** The key behind an item, or null. */
  Key get(long item) {
    if (size == 0) {
      return null;
    }
    int slot = find(item);
    return keys[slot];
  }

  void put(long item, Key key) {
    if (2 * (size + 1) > keys.length) {
      resize(Math.max(INITIAL_SLOTS, 2 * keys.length));
    }
    int slot = find(item);
    if (keys[slot] == null) {
      size++;
    }
    items[slot] = item;
    keys[slot] = key;
  }

  void remove(long item) {
    if (size == 0) {
      return;
    }
    int hole = find(item);
    if (keys[hole] == null) {
      return;
    }
    size--;
    closeGap(hole);
  }

  /** Moves later entries of the same run up, so that no search stops too early. */
  private void closeGap(int gap) {
    int mask = keys.length - 1;
    int hole = gap;
    for (int slot = next(hole); keys[slot] != null; slot = next(slot)) {
      int home = home(items[slot]);
      boolean reachesHole = (slot - home & mask) >= (slot - hole & mask);
      if (reachesHole) {
        items[hole] = items[slot];
        keys[hole] = keys[slot];
        hole = slot;
      }
    }
    keys[hole] = null;
  }

  private int find(long item) {
    int slot = home(item);
    while (keys[slot] != null && items[slot] != item) {
      slot = next(slot);
    }
    return slot;
  }

  private int home(long item) {
    return (int) ItemIds.mix(item ^ secret) & keys.length - 1;
  }

  private int next(int slot) {
    return slot + 1 & keys.length - 1;
  }

  /** Makes room for {@code expected} items at once instead of step by step. */
  void reserve(int expected) {
    if (2 * (expected + 1) > keys.length) {
      resize(Integer.highestOneBit(4 * (expected + 1) - 1));
    }
  }

  /**
   * @param slots a power of two
   */
  private void resize(int slots) {
    if (slots > HARMLESS_SLOTS && keys.length <= HARMLESS_SLOTS) {
      secret = secrets.getAsLong();
    }
    long[] oldItems = items;
    Key[] oldKeys = keys;
    items = new long[slots];
    keys = new Key[slots];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != null) {
        int slot = find(oldItems[i]);
        items[slot] = oldItems[i];
        keys[slot] = oldKeys[i];
      }
    }
  }

  /** All items, in no particular but always the same order for the same history. */
  long[] toArray() {
    long[] all = new long[size];
    int next = 0;
    for (int slot = 0; slot < keys.length; slot++) {
      if (keys[slot] != null) {
        all[next++] = items[slot];
      }
    }
    return all;
  }
}
