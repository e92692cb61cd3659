package io.simpledht.simulator.engine;

import java.util.Arrays;

/**
 * The pending events as columns of primitives, so that a million of them are a handful of objects
 * to the collector. A slot is reused as soon as it is released.
 */
final class EventSlots {

  private static final int FIRST_CAPACITY = 256;

  /** Pairs of (time, sequence) by slot. */
  private long[] keys = new long[2 * FIRST_CAPACITY];

  private Event[] events = new Event[FIRST_CAPACITY];
  private int[] free = new int[FIRST_CAPACITY];
  private int freeCount;
  private int used;

  int take(Event event, long time, long sequence) {
    int slot = freeCount > 0 ? free[--freeCount] : fresh();
    keys[2 * slot] = time;
    keys[2 * slot + 1] = sequence;
    events[slot] = event;
    return slot;
  }

  private int fresh() {
    if (used == events.length) {
      int capacity = 2 * used;
      keys = Arrays.copyOf(keys, 2 * capacity);
      events = Arrays.copyOf(events, capacity);
      free = Arrays.copyOf(free, capacity);
    }
    return used++;
  }

  Event release(int slot) {
    Event event = events[slot];
    events[slot] = null;
    free[freeCount++] = slot;
    return event;
  }

  long time(int slot) {
    return keys[2 * slot];
  }

  long sequence(int slot) {
    return keys[2 * slot + 1];
  }

  /** Slots that exist, free or not; every slot number is below. */
  int capacity() {
    return events.length;
  }
}
