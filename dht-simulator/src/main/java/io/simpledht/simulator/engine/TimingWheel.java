package io.simpledht.simulator.engine;

import java.util.Arrays;

/**
 * A hierarchical timing wheel (Varghese and Lauck, 1987) in front of a small heap.
 *
 * <p>Time is cut into ticks of 2^14 ns and a tick number into digits of 8 bits; level n of the
 * wheel has a bucket for each value of digit n. Everything earlier than the horizon lies in the
 * heap and is therefore exactly ordered by (time, sequence); everything later lies in the bucket of
 * the highest digit in which its tick differs from the horizon's. When the heap runs dry, the next
 * bucket is opened: a bucket of one tick, or one with few events, goes into the heap as a whole;
 * another is dealt out to the levels below. Most timeouts are cancelled long before that, at the
 * cost of unlinking them from a list.
 *
 * <p>Invariant: at every level above 0, the bucket the horizon itself lies in is empty.
 */
final class TimingWheel implements EventQueue {

  private static final int TICK_BITS = 14;
  private static final int DIGIT_BITS = 8;
  private static final int FANOUT = 1 << DIGIT_BITS;
  private static final int LEVELS = 7;
  private static final int WORDS = FANOUT / Long.SIZE;

  /** A bucket with no more events than this is not worth dealing out level by level. */
  private static final int FEW = 8;

  /** The highest level whose buckets may go into the heap as a whole; one spans about a second. */
  private static final int WHOLE_LEVEL = 2;

  private static final int END = -1;
  private static final int IN_HEAP = Integer.MIN_VALUE;

  private final EventSlots slots;
  private final FourAryHeap near;
  private final int[] heads = new int[LEVELS * FANOUT];
  private final long[] occupied = new long[LEVELS * WORDS];
  private int[] next = new int[0];

  /** The slot before in the bucket, or ~bucket for the first of one, or IN_HEAP. */
  private int[] previous = new int[0];

  private long horizon;
  private int far;

  TimingWheel(EventSlots slots) {
    this.slots = slots;
    this.near = new FourAryHeap(slots);
    Arrays.fill(heads, END);
  }

  @Override
  public void add(int slot) {
    if (slot >= next.length) {
      next = Arrays.copyOf(next, slots.capacity());
      previous = Arrays.copyOf(previous, slots.capacity());
    }
    long tick = slots.time(slot) >>> TICK_BITS;
    if (tick < horizon) {
      enterHeap(slot);
    } else {
      link(slot, tick);
      far++;
    }
  }

  @Override
  public void remove(int slot) {
    if (previous[slot] == IN_HEAP) {
      near.remove(slot);
    } else {
      unlink(slot);
      far--;
    }
  }

  @Override
  public int poll(long limit) {
    while (near.size() == 0) {
      if (far == 0 || !openNext(limit >>> TICK_BITS)) {
        return NONE;
      }
    }
    return near.poll(limit);
  }

  @Override
  public int size() {
    return near.size() + far;
  }

  private void enterHeap(int slot) {
    previous[slot] = IN_HEAP;
    near.add(slot);
  }

  private void link(int slot, long tick) {
    long differs = tick ^ horizon;
    int level = differs == 0 ? 0 : (63 - Long.numberOfLeadingZeros(differs)) / DIGIT_BITS;
    int bucket = level * FANOUT + digit(tick, level);
    int head = heads[bucket];
    next[slot] = head;
    previous[slot] = ~bucket;
    if (head == END) {
      occupied[bucket >>> 6] |= 1L << bucket;
    } else {
      previous[head] = slot;
    }
    heads[bucket] = slot;
  }

  private void unlink(int slot) {
    int after = next[slot];
    int before = previous[slot];
    if (after != END) {
      previous[after] = before;
    }
    if (before >= 0) {
      next[before] = after;
      return;
    }
    int bucket = ~before;
    heads[bucket] = after;
    if (after == END) {
      occupied[bucket >>> 6] &= ~(1L << bucket);
    }
  }

  /** Opens the first bucket that is not empty, unless it begins after {@code lastTick}. */
  private boolean openNext(long lastTick) {
    for (int level = 0; level < LEVELS; level++) {
      int digit = firstOccupied(level, digit(horizon, level));
      if (digit >= 0) {
        long start = startOf(level, digit);
        if (start > lastTick) {
          return false;
        }
        open(level, digit, start);
        return true;
      }
    }
    throw new IllegalStateException("events are pending but no bucket holds them");
  }

  private int firstOccupied(int level, int from) {
    int word = from >>> 6;
    long bits = occupied[level * WORDS + word] & -1L << from;
    while (bits == 0) {
      if (++word == WORDS) {
        return -1;
      }
      bits = occupied[level * WORDS + word];
    }
    return word * Long.SIZE + Long.numberOfTrailingZeros(bits);
  }

  private long startOf(int level, int digit) {
    int shift = level * DIGIT_BITS;
    long above = shift + DIGIT_BITS >= Long.SIZE ? 0 : horizon >>> shift + DIGIT_BITS;
    return (above << DIGIT_BITS | digit) << shift;
  }

  private void open(int level, int digit, long start) {
    int bucket = level * FANOUT + digit;
    if (level == 0 || level <= WHOLE_LEVEL && hasFew(bucket)) {
      drainToHeap(bucket);
      horizon = start + (1L << level * DIGIT_BITS);
      dealOutEntered(StrictMath.max(1, level));
    } else {
      horizon = start;
      dealOut(bucket);
    }
  }

  private boolean hasFew(int bucket) {
    int count = 0;
    for (int slot = heads[bucket]; slot != END; slot = next[slot]) {
      if (++count > FEW) {
        return false;
      }
    }
    return true;
  }

  private void drainToHeap(int bucket) {
    int slot = clear(bucket);
    while (slot != END) {
      int after = next[slot];
      enterHeap(slot);
      far--;
      slot = after;
    }
  }

  private void dealOut(int bucket) {
    int slot = clear(bucket);
    while (slot != END) {
      int after = next[slot];
      link(slot, slots.time(slot) >>> TICK_BITS);
      slot = after;
    }
  }

  private int clear(int bucket) {
    int head = heads[bucket];
    heads[bucket] = END;
    occupied[bucket >>> 6] &= ~(1L << bucket);
    return head;
  }

  /** Restores the invariant after the horizon reached the first tick of some larger buckets. */
  private void dealOutEntered(int lowest) {
    for (int level = LEVELS - 1; level >= lowest; level--) {
      boolean entered = (horizon & (1L << level * DIGIT_BITS) - 1) == 0;
      int bucket = level * FANOUT + digit(horizon, level);
      if (entered && heads[bucket] != END) {
        dealOut(bucket);
      }
    }
  }

  private static int digit(long tick, int level) {
    return (int) (tick >>> level * DIGIT_BITS) & FANOUT - 1;
  }
}
