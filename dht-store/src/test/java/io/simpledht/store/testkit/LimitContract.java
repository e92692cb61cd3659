package io.simpledht.store.testkit;

import static io.simpledht.store.testkit.Content.tombstone;
import static io.simpledht.store.testkit.Content.value;
import static io.simpledht.store.testkit.Content.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.protocol.Entry;
import io.simpledht.store.Store;
import io.simpledht.store.Store.Merge;
import io.simpledht.store.StoreFullException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store that is full promises. */
interface LimitContract extends StoreUnderTest {

  @Test
  default void shouldRefuseMoreEntriesThanConfiguredAndChangeNothing() {
    Store store = limited(2, UNLIMITED);
    store.merge(value("a", "x", 1));
    store.merge(tombstone("b", 1, 10));
    List<Entry> before = Content.of(store);
    assertThatThrownBy(() -> store.merge(value("c", "x", 9)))
        .isInstanceOf(StoreFullException.class)
        .hasMessageContaining("maxEntries is 2");
    assertThatThrownBy(() -> store.merge(tombstone("c", 9, 10)))
        .isInstanceOf(StoreFullException.class);
    Content.check(store, before);
    assertThat(store.newestVersion()).isEqualTo(version(1));
    assertThat(store.merge(value("b", "back", 2))).isEqualTo(Merge.APPLIED);
  }

  @Test
  default void shouldRefuseMoreBytesThanConfiguredAndChangeNothing() {
    Store store = limited(UNLIMITED, 10);
    store.merge(value("a", "1234", 1));
    store.merge(value("b", "5678", 1));
    List<Entry> before = Content.of(store);
    assertThatThrownBy(() -> store.merge(value("c", "", 9)))
        .isInstanceOf(StoreFullException.class)
        .hasMessageContaining("maxContentBytes is 10");
    assertThatThrownBy(() -> store.merge(value("a", "12345", 9)))
        .isInstanceOf(StoreFullException.class);
    Content.check(store, before);
    assertThat(store.newestVersion()).isEqualTo(version(1));
    assertThat(store.merge(value("a", "4321", 2))).isEqualTo(Merge.APPLIED);
    assertThat(store.merge(value("a", "1", 1))).isEqualTo(Merge.STALE);
  }

  @Test
  default void shouldAcceptTombstonesOfStoredValuesWhenFull() {
    Store store = limited(2, 10);
    store.merge(value("a", "1234", 1));
    store.merge(value("b", "5678", 1));
    assertThat(store.merge(tombstone("a", 2, 3))).isEqualTo(Merge.APPLIED);
    assertThat(store.contentBytes()).isEqualTo(6);
    assertThat(store.expire(3, 10)).isEqualTo(1);
    assertThat(store.merge(value("c", "1234", 2))).isEqualTo(Merge.APPLIED);
  }
}
