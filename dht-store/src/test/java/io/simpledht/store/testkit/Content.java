package io.simpledht.store.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.store.Store;
import java.util.ArrayList;
import java.util.List;

/** Makes entries and looks at what a store holds. */
final class Content {

  private Content() {}

  static Version version(long wallMillis) {
    return Version.of(wallMillis, 0, 1);
  }

  static Entry value(String key, String value, long writtenAtMillis) {
    return value(key, value, writtenAtMillis, Entry.NEVER);
  }

  static Entry value(String key, String value, long writtenAtMillis, long expiresAtMillis) {
    return Entry.value(Key.of(key), Bytes.utf8(value), version(writtenAtMillis), expiresAtMillis);
  }

  static Entry tombstone(String key, long writtenAtMillis, long dropAtMillis) {
    return Entry.tombstone(Key.of(key), version(writtenAtMillis), dropAtMillis);
  }

  static List<Entry> of(Store store) {
    return between(store, Id.ZERO, Id.MAX);
  }

  static List<Entry> between(Store store, Id from, Id to) {
    List<Entry> seen = new ArrayList<>();
    store.scan(from, to, seen::add);
    return seen;
  }

  /** Checks that the store holds exactly these entries and that all its answers agree on it. */
  static void check(Store store, List<Entry> expectedInScanOrder) {
    assertThat(of(store)).isEqualTo(expectedInScanOrder);
    for (Entry entry : expectedInScanOrder) {
      assertThat(store.get(entry.key())).contains(entry);
    }
    long tombstones = expectedInScanOrder.stream().filter(Entry::isTombstone).count();
    assertThat(store.tombstones()).isEqualTo(tombstones);
    assertThat(store.values()).isEqualTo(expectedInScanOrder.size() - tombstones);
    assertThat(store.contentBytes())
        .isEqualTo(expectedInScanOrder.stream().mapToLong(Entry::contentBytes).sum());
  }
}
