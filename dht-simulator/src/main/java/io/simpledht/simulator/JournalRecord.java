package io.simpledht.simulator;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * An entry as it lies in the journal of a simulated disk: checksum, version, expiry, the lengths of
 * key and value (-1 for a tombstone), key, value. A crash in the middle of writing leaves a
 * beginning of it, and zeros where the file had been made longer but nothing written yet.
 */
public final class JournalRecord {

  private static final int CHECKSUM_BYTES = Integer.BYTES;
  private static final int TOMBSTONE = -1;
  private static final int HEADER_BYTES = CHECKSUM_BYTES + 3 * Long.BYTES + 2 * Integer.BYTES;

  private JournalRecord() {}

  /** The bytes of an entry. */
  static byte[] write(Entry entry) {
    Bytes key = entry.key().bytes();
    Bytes value = entry.value().orElse(Bytes.EMPTY);
    ByteBuffer record = ByteBuffer.allocate(HEADER_BYTES + key.length() + value.length());
    record.position(CHECKSUM_BYTES);
    record.putLong(entry.version().clock()).putLong(entry.version().writer());
    record.putLong(entry.expiresAtMillis());
    record.putInt(key.length()).putInt(entry.isTombstone() ? TOMBSTONE : value.length());
    key.writeTo(record);
    value.writeTo(record);
    record.putInt(0, checksum(record.array()));
    return record.array();
  }

  /** A record of which only the first {@code length} bytes were written. */
  static byte[] torn(byte[] record, int length) {
    byte[] torn = new byte[record.length];
    System.arraycopy(record, 0, torn, 0, length);
    return torn;
  }

  private static int checksum(byte[] record) {
    CRC32C crc = new CRC32C();
    crc.update(record, CHECKSUM_BYTES, record.length - CHECKSUM_BYTES);
    return (int) crc.getValue();
  }

  /** The entry of a record whose checksum holds; nothing of one that is torn. */
  public static Optional<Entry> read(byte[] record) {
    boolean whole = ByteBuffer.wrap(record).getInt() == checksum(record);
    return whole ? readUnchecked(record) : Optional.empty();
  }

  /** The entry of a record as far as there is any sense in its bytes; for planted bugs. */
  public static Optional<Entry> readUnchecked(byte[] record) {
    ByteBuffer bytes = ByteBuffer.wrap(record).position(CHECKSUM_BYTES);
    Version version = new Version(bytes.getLong(), bytes.getLong());
    long expiry = bytes.getLong();
    int keyLength = bytes.getInt();
    int valueLength = bytes.getInt();
    int content = keyLength + StrictMath.max(0, valueLength);
    if (keyLength < 1 || content != bytes.remaining()) {
      return Optional.empty();
    }
    Key key = Key.of(take(bytes, keyLength));
    return Optional.of(
        valueLength == TOMBSTONE
            ? Entry.tombstone(key, version, expiry)
            : Entry.value(key, take(bytes, valueLength), version, expiry));
  }

  private static Bytes take(ByteBuffer bytes, int length) {
    byte[] taken = new byte[length];
    bytes.get(taken);
    return Bytes.wrap(taken);
  }
}
