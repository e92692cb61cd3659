package io.simpledht.store.testkit;

import static io.simpledht.store.testkit.Content.tombstone;
import static io.simpledht.store.testkit.Content.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What reading promises. */
interface ScanContract extends StoreUnderTest {

  @Test
  default void shouldReturnTombstonesAndValuesPastTheirExpiry() {
    Store store = unlimited();
    store.merge(value("a", "x", 1, 2));
    store.merge(tombstone("b", 1, 2));
    assertThat(store.get(Key.of("a"))).contains(value("a", "x", 1, 2));
    assertThat(store.get(Key.of("b"))).contains(tombstone("b", 1, 2));
    assertThat(store.get(Key.of("c"))).isEmpty();
  }

  @Test
  default void shouldScanInHashOrderWithBothEndsIncluded() {
    Store store = unlimited();
    TreeMap<Id, Entry> sorted = fill(store, 500);
    Content.check(store, List.copyOf(sorted.values()));
    List<Id> places = List.copyOf(sorted.keySet());
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      int from = random.nextInt(places.size());
      int to = from + random.nextInt(places.size() - from);
      assertThat(Content.between(store, places.get(from), places.get(to)))
          .isEqualTo(List.copyOf(sorted.values()).subList(from, to + 1));
    }
    assertThat(Content.between(store, Id.MAX, Id.ZERO)).isEmpty();
  }

  @Test
  default void shouldStopTheScanWhenTheVisitorHasEnough() {
    Store store = unlimited();
    List<Entry> sorted = List.copyOf(fill(store, 300).values());
    for (int enough : new int[] {1, 2, 100, 300}) {
      List<Entry> seen = new ArrayList<>();
      store.scan(
          Id.ZERO,
          Id.MAX,
          entry -> {
            seen.add(entry);
            return seen.size() < enough;
          });
      assertThat(seen).isEqualTo(sorted.subList(0, enough));
    }
  }

  private static TreeMap<Id, Entry> fill(Store store, int count) {
    TreeMap<Id, Entry> sorted = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      Entry entry = value("key" + i, "value" + i, i + 1);
      store.merge(entry);
      sorted.put(entry.key().id(), entry);
    }
    return sorted;
  }
}
