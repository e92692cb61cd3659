package io.simpledht.protocol;

/**
 * When a write happened and who wrote it: a hybrid logical clock reading (Kulkarni et al., "Logical
 * Physical Clocks", 2014) of 48 bits of wall milliseconds and 16 bits of counter, then the writer.
 * The order is total, so every node that merges the same writes ends with the same value.
 *
 * @param clock wall milliseconds since 1970 in the upper 48 bits, counter in the lower 16, unsigned
 * @param writer the first 64 bits of the writing node's id, unsigned
 */
public record Version(long clock, long writer) implements Comparable<Version> {

  /** Older than every write. */
  public static final Version NONE = new Version(0, 0);

  /** Bytes of an encoded version. */
  public static final int BYTES = 16;

  private static final int COUNTER_BITS = 16;

  /** Assembles a clock reading from its parts. */
  public static Version of(long wallMillis, int counter, long writer) {
    if (wallMillis < 0 || wallMillis >>> 48 != 0) {
      throw new IllegalArgumentException("wallMillis must fit 48 bits, was " + wallMillis);
    }
    if (counter < 0 || counter >>> COUNTER_BITS != 0) {
      throw new IllegalArgumentException("counter must fit 16 bits, was " + counter);
    }
    return new Version(wallMillis << COUNTER_BITS | counter, writer);
  }

  /** Wall milliseconds since 1970 of the write, as the writer's hybrid clock had them. */
  public long wallMillis() {
    return clock >>> COUNTER_BITS;
  }

  /** Tells apart the writes of one millisecond. */
  public int counter() {
    return (int) (clock & 0xFFFF);
  }

  /** Whether this write wins over {@code other}. */
  public boolean newerThan(Version other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Version other) {
    int byClock = Long.compareUnsigned(clock, other.clock);
    return byClock != 0 ? byClock : Long.compareUnsigned(writer, other.writer);
  }

  /** Milliseconds, counter and writer, such as {@code 1767225600000.3@9f86d081884c7d65}. */
  @Override
  public String toString() {
    return wallMillis() + "." + counter() + "@" + Long.toHexString(writer);
  }
}
