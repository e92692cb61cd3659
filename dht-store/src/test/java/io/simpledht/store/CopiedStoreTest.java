package io.simpledht.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.store.testkit.StoreContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A store that shares a table with the one it was copied from keeps the same contract. */
class CopiedStoreTest extends StoreContract {

  private static final int KEYS = 200;

  /** Keys that the contract uses are in the common table, and gone. */
  @Override
  protected Store open(long maxEntries, long maxContentBytes, Duration tombstoneRetention) {
    MemoryStore copy =
        filled(Version.NONE)
            .copy(new MemoryStoreConfig(maxEntries, maxContentBytes, tombstoneRetention));
    copy.dropOld(version -> version.wallMillis() < 1);
    return copy;
  }

  private static MemoryStore filled(Version version) {
    MemoryStore store = new MemoryStore();
    for (int i = 0; i < KEYS; i++) {
      store.merge(Entry.value(key(i), Bytes.utf8("old"), version, i % 2));
    }
    return store;
  }

  private static Key key(int i) {
    return Key.of("k" + i);
  }

  private static Entry later(int i) {
    return Entry.value(key(i), Bytes.utf8("new"), Version.of(9, 0, 1), Entry.NEVER);
  }

  private static List<Entry> content(Store store) {
    List<Entry> all = new ArrayList<>();
    store.scan(Id.ZERO, Id.MAX, all::add);
    return all;
  }

  @Test
  void shouldBeginWithWhatItsOriginHolds() {
    MemoryStore origin = filled(Version.of(5, 0, 1));
    MemoryStore copy = origin.copy(MemoryStoreConfig.DEFAULT);
    assertThat(content(copy)).hasSize(KEYS).isEqualTo(content(origin));
    assertThat(copy.values()).isEqualTo(KEYS);
    assertThat(copy.contentBytes()).isEqualTo(origin.contentBytes());
    assertThat(copy.newestVersion()).isEqualTo(origin.newestVersion());
    assertThat(copy.expire(2, KEYS)).isEqualTo(KEYS / 2);
  }

  @Test
  void shouldNotChangeWithItsOriginNorItsOriginWithIt() {
    MemoryStore origin = filled(Version.of(5, 0, 1));
    MemoryStore copy = origin.copy(MemoryStoreConfig.DEFAULT);
    List<Entry> before = content(origin);
    copy.merge(later(1));
    copy.drop(key(2), Version.of(5, 0, 1));
    copy.merge(later(KEYS));
    assertThat(content(origin)).isEqualTo(before);
    MemoryStore second = origin.copy(MemoryStoreConfig.DEFAULT);
    origin.merge(later(3));
    origin.drop(key(4), Version.of(5, 0, 1));
    assertThat(content(second)).isEqualTo(before);
    assertThat(copy.get(key(1))).contains(later(1));
    assertThat(copy.get(key(2))).isEmpty();
    assertThat(copy.get(key(3))).map(Entry::version).contains(Version.of(5, 0, 1));
    assertThat(copy.get(key(4))).isPresent();
  }

  @Test
  void shouldTakeChangesOfItsOriginIntoLaterCopies() {
    MemoryStore origin = filled(Version.of(5, 0, 1));
    origin.copy(MemoryStoreConfig.DEFAULT);
    origin.merge(later(1));
    origin.drop(key(2), Version.of(5, 0, 1));
    MemoryStore copy = origin.copy(MemoryStoreConfig.DEFAULT);
    assertThat(content(copy)).isEqualTo(content(origin));
    origin.merge(later(2));
    assertThat(copy.get(key(2))).isEmpty();
  }

  @Test
  void shouldTellThatTwoStoresHoldTheSameUntilOneChanges() {
    MemoryStore origin = filled(Version.of(5, 0, 1));
    assertThat(origin.contentMark()).isEmpty();
    MemoryStore copy = origin.copy(MemoryStoreConfig.DEFAULT);
    MemoryStore second = copy.copy(MemoryStoreConfig.DEFAULT);
    assertThat(origin.contentMark()).isPresent();
    assertThat(second.contentMark()).isEqualTo(origin.contentMark());
    copy.merge(later(1));
    assertThat(copy.contentMark()).isEmpty();
    assertThat(copy.copy(MemoryStoreConfig.DEFAULT).contentMark())
        .isNotEqualTo(origin.contentMark());
    second.merge(Entry.value(key(0), Bytes.utf8("older"), Version.of(1, 0, 1), Entry.NEVER));
    assertThat(second.contentMark()).as("a merge that changed nothing").isPresent();
  }
}
