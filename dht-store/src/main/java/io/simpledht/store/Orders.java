package io.simpledht.store;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;

/** The two orders in which a store walks its content. */
final class Orders {

  /** Keys by their place, the order of {@link Store#scan}. */
  static final WordOrder<Key> BY_PLACE = new ByPlace();

  /**
   * Entries by when they end, then by place so that ties too are in the same order on every node.
   */
  static final WordOrder<Entry> BY_EXPIRY = new ByExpiry();

  private static final int ID_WORDS = Id.BITS / Long.SIZE;

  private Orders() {}

  /** A bound for {@link #BY_PLACE}. */
  static long[] boundOf(Id place) {
    return new long[] {place.word(0), place.word(1), place.word(2), place.word(3)};
  }

  private static final class ByPlace extends WordOrder<Key> {

    @Override
    int words() {
      return ID_WORDS;
    }

    @Override
    long word(Key key, int index) {
      return key.id().word(index);
    }
  }

  private static final class ByExpiry extends WordOrder<Entry> {

    @Override
    int words() {
      return 1 + ID_WORDS;
    }

    @Override
    long word(Entry entry, int index) {
      return index == 0 ? entry.expiresAtMillis() : entry.key().id().word(index - 1);
    }
  }
}
