package io.simpledht.simulator.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A rolling hash over everything that happens, and the last events in full. The hash covers time,
 * kind, both ends, length and checksum of each event; two runs with the same hash did the same.
 */
public final class Trace {

  /** Events between two checkpoints. */
  public static final int CHECKPOINT_EVENTS = 65_536;

  /** What happened; the ordinal is part of the hash, so add at the end only. */
  public enum Kind {
    CONTROL,
    TIMER,
    DATAGRAM,
    DROP,
    CRASH,
    START
  }

  /**
   * One of the last events.
   *
   * @param source host number, or 0 where there is none
   * @param checksum CRC32C of the content
   * @param head the first eight bytes of the content, the first in the lowest bits
   */
  public record Step(
      long nanos, Kind kind, int source, int target, int length, int checksum, long head) {}

  /** The state of the hash when {@code events} had happened. */
  public record Checkpoint(long events, long nanos, long hash) {}

  private static final Kind[] KINDS = Kind.values();
  private static final int COLUMNS = 4;
  private static final long FIRST = 0xD1B5_4A32_D192_ED03L;
  private static final long SECOND = 0xAEF1_7502_108E_F2D9L;
  private static final long THIRD = 0x9E37_79B9_7F4A_7C15L;

  private final long[] ring;
  private final int kept;
  private long[] checkpoints = new long[3 * 16];
  private int checkpointCount;
  private long hash;
  private long count;
  private long watchedFrom = Long.MAX_VALUE;
  private long watchedTo;
  private Consumer<Step> watcher = step -> {};

  /**
   * An empty trace.
   *
   * @param kept how many of the last events are kept, a power of two
   */
  public Trace(int kept) {
    if (Integer.bitCount(kept) != 1) {
      throw new IllegalArgumentException("kept must be a power of two, was " + kept);
    }
    this.kept = kept;
    ring = new long[kept * COLUMNS];
  }

  /** One event without content. */
  public void record(long nanos, Kind kind, int source, int target, int length, int checksum) {
    record(nanos, kind, source, target, length, checksum, 0);
  }

  /**
   * One event.
   *
   * @param checksum CRC32C of the content
   * @param head the first eight bytes of the content, the first in the lowest bits; shown, not
   *     hashed
   */
  public void record(
      long nanos, Kind kind, int source, int target, int length, int checksum, long head) {
    long ends = (long) source << 32 | target & 0xFFFF_FFFFL;
    long content = (long) kind.ordinal() << 56 | (long) length << 32 | checksum & 0xFFFF_FFFFL;
    long word = nanos * FIRST ^ Long.rotateLeft(ends * SECOND, 31) ^ content * THIRD;
    hash = (Long.rotateLeft(hash, 27) ^ word ^ word >>> 29) * SECOND;
    int row = (int) (count & kept - 1) * COLUMNS;
    ring[row] = nanos;
    ring[row + 1] = ends;
    ring[row + 2] = content;
    ring[row + 3] = head;
    if (count >= watchedFrom && count < watchedTo) {
      watcher.accept(step(row));
    }
    if (++count % CHECKPOINT_EVENTS == 0) {
      checkpoint(nanos);
    }
  }

  private void checkpoint(long nanos) {
    int at = 3 * checkpointCount++;
    if (at == checkpoints.length) {
      checkpoints = Arrays.copyOf(checkpoints, 2 * at);
    }
    checkpoints[at] = count;
    checkpoints[at + 1] = nanos;
    checkpoints[at + 2] = hash();
  }

  /** The hash so far. */
  public long hash() {
    long z = (hash ^ hash >>> 32) * FIRST;
    return z ^ z >>> 29;
  }

  /** Events recorded. */
  public long count() {
    return count;
  }

  /** The last events that are kept, oldest first. */
  public List<Step> last() {
    List<Step> steps = new ArrayList<>();
    for (long i = StrictMath.max(0, count - kept); i < count; i++) {
      steps.add(step((int) (i & kept - 1) * COLUMNS));
    }
    return steps;
  }

  private Step step(int row) {
    long ends = ring[row + 1];
    long content = ring[row + 2];
    Kind kind = KINDS[(int) (content >>> 56)];
    int length = (int) (content >>> 32) & 0xFF_FFFF;
    int source = (int) (ends >>> 32);
    return new Step(ring[row], kind, source, (int) ends, length, (int) content, ring[row + 3]);
  }

  /**
   * From now on shows the events from number {@code from}, the first being 0, to before {@code to}.
   */
  public void watch(long from, long to, Consumer<Step> shown) {
    watchedFrom = from;
    watchedTo = to;
    watcher = shown;
  }

  /** The hash after every {@value #CHECKPOINT_EVENTS} events, oldest first. */
  public List<Checkpoint> checkpoints() {
    List<Checkpoint> list = new ArrayList<>(checkpointCount);
    for (int at = 0; at < 3 * checkpointCount; at += 3) {
      list.add(new Checkpoint(checkpoints[at], checkpoints[at + 1], checkpoints[at + 2]));
    }
    return list;
  }
}
