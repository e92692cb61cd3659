package io.simpledht.store.testkit;

import static io.simpledht.store.testkit.Content.tombstone;
import static io.simpledht.store.testkit.Content.value;
import static io.simpledht.store.testkit.Content.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.store.Store;
import io.simpledht.store.Store.Merge;
import io.simpledht.store.StoreFullException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What merging promises, and who hears of it. */
interface MergeContract extends StoreUnderTest {

  @Test
  default void shouldTakeAnyExpectationAsAHint() {
    Store store = unlimited();
    store.merge(value("a", "x", 1));
    for (long entries : new long[] {-1, 0, 1, 100_000, 3, Long.MAX_VALUE, Long.MIN_VALUE}) {
      store.expect(entries);
      Content.check(store, List.of(value("a", "x", 1)));
    }
    assertThat(store.merge(value("a", "y", 2))).isEqualTo(Merge.APPLIED);
    Content.check(store, List.of(value("a", "y", 2)));
  }

  @Test
  default void shouldBeEmptyAtFirst() {
    Store store = unlimited();
    Content.check(store, List.of());
    assertThat(store.get(Key.of("a"))).isEmpty();
    assertThat(store.newestVersion()).isEqualTo(Version.NONE);
    assertThat(store.expire(Long.MAX_VALUE, 10)).isZero();
  }

  @Test
  default void shouldTellAppliedDuplicateAndStaleApart() {
    Store store = unlimited();
    assertThat(store.merge(value("a", "old", 1))).isEqualTo(Merge.APPLIED);
    assertThat(store.merge(value("a", "new", 2))).isEqualTo(Merge.APPLIED);
    assertThat(store.merge(value("a", "new", 2))).isEqualTo(Merge.DUPLICATE);
    assertThat(store.merge(value("a", "old", 1))).isEqualTo(Merge.STALE);
    assertThat(store.merge(tombstone("a", 2, 9))).isEqualTo(Merge.APPLIED);
    assertThat(store.merge(value("a", "new", 2))).isEqualTo(Merge.DUPLICATE);
    assertThat(store.merge(tombstone("a", 1, 9))).isEqualTo(Merge.STALE);
    Content.check(store, List.of(tombstone("a", 2, 9)));
  }

  @Test
  default void shouldEndEqualInEveryOrderOfMerges() {
    List<Entry> writes =
        List.of(
            value("a", "second", 2, 50),
            value("a", "brother", 2), // of a writer that broke its clock
            tombstone("a", 3, 70),
            value("a", "again", 4, 90),
            tombstone("a", 4, 1090)); // the same after its expiry
    permute(
        new ArrayList<>(writes),
        0,
        order -> {
          Store store = unlimited();
          order.forEach(store::merge);
          order.forEach(store::merge);
          Content.check(store, List.of(tombstone("a", 4, 1090)));
        });
  }

  private static void permute(List<Entry> entries, int fixed, Consumer<List<Entry>> each) {
    if (fixed == entries.size()) {
      each.accept(entries);
    }
    for (int i = fixed; i < entries.size(); i++) {
      Collections.swap(entries, fixed, i);
      permute(entries, fixed + 1, each);
      Collections.swap(entries, fixed, i);
    }
  }

  @Test
  default void shouldTakeTheNewestVersionFromStaleEntriesToo() {
    Store store = unlimited();
    store.merge(value("a", "x", 5));
    assertThat(store.newestVersion()).isEqualTo(version(5));
    store.merge(value("a", "x", 3));
    store.merge(value("b", "x", 4));
    assertThat(store.newestVersion()).isEqualTo(version(5));
    store.dropOld(version -> true);
    assertThat(store.newestVersion()).isEqualTo(version(5));
  }

  @Test
  default void shouldTellTheObserverOfChangesAlone() {
    Store store = limited(2, UNLIMITED);
    Replay replay = new Replay();
    store.observe(replay);
    store.merge(value("a", "x", 2, 9));
    store.merge(value("a", "x", 2, 9));
    store.merge(value("a", "y", 1));
    store.merge(tombstone("b", 1, 9));
    assertThatThrownBy(() -> store.merge(value("c", "x", 1)))
        .isInstanceOf(StoreFullException.class);
    assertThat(replay.changes()).isEqualTo(2);
    store.expire(9, 10);
    assertThat(replay.changes()).isEqualTo(4);
    assertThat(replay.content()).isEqualTo(Content.of(store));
  }

  @Test
  default void shouldCallBackOnceDurable() {
    Store store = unlimited();
    List<Boolean> calls = new ArrayList<>();
    store.sync(calls::add);
    store.merge(value("a", "x", 1));
    store.sync(calls::add);
    runLoop();
    assertThat(calls).containsExactly(true, true);
  }
}
