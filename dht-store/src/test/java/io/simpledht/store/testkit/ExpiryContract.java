package io.simpledht.store.testkit;

import static io.simpledht.store.testkit.Content.tombstone;
import static io.simpledht.store.testkit.Content.value;
import static io.simpledht.store.testkit.Content.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.store.Store;
import io.simpledht.store.Store.Merge;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store forgets, and when. */
interface ExpiryContract extends StoreUnderTest {

  @Test
  default void shouldTurnExpiredValuesIntoTombstonesAndThenForgetThem() {
    Store store = unlimited();
    store.merge(value("a", "x", 1, 100));
    store.merge(value("b", "x", 1));
    assertThat(store.expire(99, 10)).isZero();
    assertThat(store.expire(100, 10)).isEqualTo(1);
    assertThat(store.get(Key.of("a"))).contains(tombstone("a", 1, 1100));
    assertThat(store.merge(value("a", "x", 1, 100))).isEqualTo(Merge.DUPLICATE);
    assertThat(store.expire(1099, 10)).isZero();
    assertThat(store.expire(1100, 10)).isEqualTo(1);
    assertThat(store.expire(Long.MAX_VALUE, 10)).isZero();
    Content.check(store, List.of(value("b", "x", 1)));
  }

  @Test
  default void shouldExpireTheEarliestFirstAndNoMoreThanAskedFor() {
    Store store = unlimited();
    for (int i = 0; i < 200; i++) {
      store.merge(tombstone("key" + i, 1, 1 + i * 7919 % 200));
    }
    assertThat(store.expire(200, 0)).isZero();
    assertThat(store.expire(200, 60)).isEqualTo(60);
    assertThat(Content.of(store)).allMatch(entry -> entry.expiresAtMillis() > 60).hasSize(140);
    assertThat(store.expire(200, 1000)).isEqualTo(140);
    Content.check(store, List.of());
  }

  @Test
  default void shouldExpireAnOverwrittenEntryOnceAtItsLastTime() {
    Store store = unlimited();
    for (int i = 1; i <= 10_000; i++) {
      store.merge(value("a", "x", i, 50_000 + i % 3));
    }
    store.merge(value("a", "last", 10_001, 90_000));
    assertThat(store.expire(89_999, 10)).isZero();
    assertThat(store.expire(90_000, 10)).isEqualTo(1);
    store.merge(value("a", "for ever", 10_002));
    assertThat(store.expire(Long.MAX_VALUE, 10)).isZero();
  }

  @Test
  default void shouldTellWhenItHasWorkAgain() {
    Store store = unlimited();
    assertThat(store.firstExpiryMillis()).isEqualTo(Entry.NEVER);
    store.merge(value("a", "x", 1));
    assertThat(store.firstExpiryMillis()).isEqualTo(Entry.NEVER);
    store.merge(value("b", "x", 1, 300));
    store.merge(value("c", "x", 1, 200));
    assertThat(store.firstExpiryMillis()).isEqualTo(200);
    store.expire(200, 10);
    assertThat(store.firstExpiryMillis()).isEqualTo(300);
    store.merge(value("b", "y", 2));
    assertThat(store.firstExpiryMillis()).isEqualTo(200 + RETENTION.toMillis());
  }

  @Test
  default void shouldForgetAllEntriesOfOldVersions() {
    Store store = unlimited();
    Replay replay = new Replay();
    store.observe(replay);
    store.merge(value("a", "x", 9, 500));
    store.merge(tombstone("b", 9, 500));
    store.merge(value("c", "x", 10, 500));
    store.dropOld(version -> version.wallMillis() < 10);
    Content.check(store, List.of(value("c", "x", 10, 500)));
    assertThat(replay.content()).isEqualTo(Content.of(store));
    assertThat(store.get(Key.of("a"))).isEmpty();
    assertThat(store.expire(500, 10)).isEqualTo(1);
  }

  @Test
  default void shouldForgetOneEntryWithoutATraceIfItIsThatVersion() {
    Store store = unlimited();
    Replay replay = new Replay();
    store.observe(replay);
    store.merge(value("a", "x", 2, 500));
    store.merge(value("b", "y", 2));
    store.drop(Key.of("a"), version(1));
    store.drop(Key.of("c"), version(2));
    Content.check(store, List.of(value("b", "y", 2), value("a", "x", 2, 500)));
    store.drop(Key.of("a"), version(2));
    Content.check(store, List.of(value("b", "y", 2)));
    assertThat(replay.content()).isEqualTo(Content.of(store));
    assertThat(store.expire(500, 10)).isZero();
    assertThat(store.merge(value("a", "x", 1))).isEqualTo(Merge.APPLIED);
  }
}
