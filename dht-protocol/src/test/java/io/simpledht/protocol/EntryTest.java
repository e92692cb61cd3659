package io.simpledht.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.simpledht.protocol.testkit.RandomValues;
import org.junit.jupiter.api.Test;

/**
 * Merging is a join: whoever merges the same entries, in any order and number, holds the same one.
 */
class EntryTest {

  private static final Key KEY = Key.of("k");
  private static final Version VERSION = Version.of(1_000, 0, 1);

  private final RandomValues values = new RandomValues(7);

  @Test
  void shouldMergeInAnyOrder() {
    for (int i = 0; i < 20_000; i++) {
      Entry one = entry();
      Entry other = entry();
      assertThat(merge(one, other)).isEqualTo(merge(other, one));
    }
  }

  @Test
  void shouldMergeInAnyGrouping() {
    for (int i = 0; i < 20_000; i++) {
      Entry one = entry();
      Entry two = entry();
      Entry three = entry();
      assertThat(merge(merge(one, two), three)).isEqualTo(merge(one, merge(two, three)));
    }
  }

  @Test
  void shouldMergeTheSameEntryOnce() {
    for (int i = 0; i < 1_000; i++) {
      Entry one = entry();
      Entry merged = merge(entry(), one);
      assertThat(one.supersedes(one)).isFalse();
      assertThat(merge(merged, one)).isEqualTo(merged);
    }
  }

  @Test
  void shouldLetTheNewerVersionWinWhateverItHolds() {
    Version newer = Version.of(1_000, 1, 0);
    Entry value = Entry.value(KEY, Bytes.utf8("v"), newer, 5);
    Entry tombstone = Entry.tombstone(KEY, newer, 5);
    assertThat(value.supersedes(Entry.tombstone(KEY, VERSION, 9))).isTrue();
    assertThat(tombstone.supersedes(Entry.value(KEY, Bytes.utf8("v"), VERSION, 9))).isTrue();
  }

  @Test
  void shouldLetAnExpiredValueWinOverItselfAndNothingNewer() {
    Entry value = Entry.value(KEY, Bytes.utf8("v"), VERSION, 2_000);
    Entry expired = value.expired(500);
    assertThat(expired).isEqualTo(Entry.tombstone(KEY, VERSION, 2_500));
    assertThat(merge(value, expired)).isEqualTo(expired);
  }

  @Test
  void shouldEndAtItsExpiryAndNotBefore() {
    Entry value = Entry.value(KEY, Bytes.utf8("v"), VERSION, 2_000);
    assertThat(value.isExpired(1_999)).isFalse();
    assertThat(value.isExpired(2_000)).isTrue();
    Entry lasting = Entry.value(KEY, Bytes.EMPTY, VERSION, Entry.NEVER);
    assertThat(lasting.isExpired(Long.MAX_VALUE)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> Entry.tombstone(KEY, VERSION, -1));
  }

  @Test
  void shouldTellAnEmptyValueFromATombstone() {
    Entry empty = Entry.value(KEY, Bytes.EMPTY, VERSION, 0);
    Entry tombstone = Entry.tombstone(KEY, VERSION, 0);
    assertThat(empty).isNotEqualTo(tombstone);
    assertThat(empty.value()).contains(Bytes.EMPTY);
    assertThat(tombstone.isTombstone()).isTrue();
    assertThat(empty.valueBytes()).isEqualTo(tombstone.valueBytes()).isZero();
    assertThat(empty.contentBytes()).isEqualTo(tombstone.contentBytes()).isEqualTo(1);
  }

  private Entry entry() {
    return values.collidingEntry(KEY);
  }

  private static Entry merge(Entry held, Entry arriving) {
    return arriving.supersedes(held) ? arriving : held;
  }
}
