package io.simpledht.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.store.testkit.StoreContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContract {

  @Override
  protected Store open(long maxEntries, long maxContentBytes, Duration tombstoneRetention) {
    return new MemoryStore(new MemoryStoreConfig(maxEntries, maxContentBytes, tombstoneRetention));
  }

  @Test
  void shouldCostLessThan300BytesWhenEmpty() {
    MemoryStore[] stores = new MemoryStore[100_000];
    long before = usedBytes();
    for (int i = 0; i < stores.length; i++) {
      stores[i] = new MemoryStore();
    }
    long perStore = (usedBytes() - before) / stores.length;
    assertThat(stores[stores.length - 1].values()).isZero();
    assertThat(perStore).isLessThan(300);
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void shouldKeepTheFirstKeyObjectAndItsHashWhenOverwriting() {
    MemoryStore store = new MemoryStore();
    Entry first = entry(Key.of("a"), 1);
    Entry second = entry(Key.of("a"), 2);
    store.merge(first);
    store.merge(second);
    assertThat(store.get(Key.of("a"))).contains(second);
    assertThat(store.get(Key.of("a")).orElseThrow().key()).isSameAs(first.key());
  }

  private static Entry entry(Key key, long writtenAtMillis) {
    return Entry.value(key, Bytes.utf8("x"), Version.of(writtenAtMillis, 0, 1), Entry.NEVER);
  }

  @Test
  void shouldCallBackAtOnce() {
    boolean[] called = new boolean[1];
    new MemoryStore().sync(durable -> called[0] = durable);
    assertThat(called[0]).isTrue();
  }

  @Test
  void shouldRefuseASecondObserver() {
    MemoryStore store = new MemoryStore();
    store.observe((before, after) -> {});
    assertThatThrownBy(() -> store.observe((before, after) -> {}))
        .isInstanceOf(IllegalStateException.class);
  }
}
