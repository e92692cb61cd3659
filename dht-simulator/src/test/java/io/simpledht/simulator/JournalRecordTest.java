package io.simpledht.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import org.junit.jupiter.api.Test;

class JournalRecordTest {

  private static final Version VERSION = new Version(1L << 40, 7);
  private static final Entry VALUE =
      Entry.value(Key.of("key"), Bytes.utf8("some value"), VERSION, Entry.NEVER);

  @Test
  void shouldReadBackWhatItWrote() {
    Entry tombstone = Entry.tombstone(Key.of("key"), VERSION, 99);
    assertThat(JournalRecord.read(JournalRecord.write(VALUE))).contains(VALUE);
    assertThat(JournalRecord.read(JournalRecord.write(tombstone))).contains(tombstone);
  }

  @Test
  void shouldNoticeARecordTornAnywhere() {
    byte[] whole = JournalRecord.write(VALUE);
    for (int length = 0; length < whole.length; length++) {
      assertThat(JournalRecord.read(JournalRecord.torn(whole, length))).isEmpty();
    }
  }

  /** What the checksum is for: the bytes alone may look like an entry. */
  @Test
  void shouldFindAnEntryInATornRecordIfNobodyChecks() {
    byte[] whole = JournalRecord.write(VALUE);
    byte[] torn = JournalRecord.torn(whole, whole.length - 3);
    assertThat(JournalRecord.readUnchecked(torn))
        .hasValueSatisfying(
            entry -> {
              assertThat(entry.key()).isEqualTo(VALUE.key());
              assertThat(entry.value()).contains(Bytes.utf8("some va\0\0\0"));
            });
    assertThat(JournalRecord.readUnchecked(JournalRecord.torn(whole, 8))).isEmpty();
  }
}
