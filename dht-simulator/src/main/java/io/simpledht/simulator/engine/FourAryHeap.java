package io.simpledht.simulator.engine;

import java.util.Arrays;

/**
 * A heap with four children per node. The keys are copied beside each other in heap order, so that
 * a comparison of siblings reads one or two cache lines; where a slot sits is known, so it can be
 * taken out from the middle.
 */
final class FourAryHeap implements EventQueue {

  private static final int FIRST_CAPACITY = 64;

  private final EventSlots slots;
  private long[] keys = new long[2 * FIRST_CAPACITY];
  private int[] heap = new int[FIRST_CAPACITY];
  private int[] positions = new int[FIRST_CAPACITY];
  private int size;

  FourAryHeap(EventSlots slots) {
    this.slots = slots;
  }

  @Override
  public void add(int slot) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
      keys = Arrays.copyOf(keys, 4 * size);
    }
    if (slot >= positions.length) {
      positions = Arrays.copyOf(positions, slots.capacity());
    }
    siftUp(size++, slot, slots.time(slot), slots.sequence(slot));
  }

  @Override
  public int poll(long limit) {
    if (size == 0 || keys[0] > limit) {
      return NONE;
    }
    int least = heap[0];
    removeAt(0);
    return least;
  }

  @Override
  public void remove(int slot) {
    removeAt(positions[slot]);
  }

  @Override
  public int size() {
    return size;
  }

  private void removeAt(int position) {
    int last = --size;
    if (position == last) {
      return;
    }
    int moved = heap[last];
    long time = keys[2 * last];
    long sequence = keys[2 * last + 1];
    int parent = (position - 1) >> 2;
    if (position > 0 && before(time, sequence, parent)) {
      siftUp(position, moved, time, sequence);
    } else {
      siftDown(position, moved, time, sequence);
    }
  }

  private void siftUp(int from, int slot, long time, long sequence) {
    int position = from;
    while (position > 0) {
      int parent = (position - 1) >> 2;
      if (!before(time, sequence, parent)) {
        break;
      }
      move(parent, position);
      position = parent;
    }
    put(position, slot, time, sequence);
  }

  private void siftDown(int from, int slot, long time, long sequence) {
    int position = from;
    while (true) {
      int child = leastChild(position);
      if (child < 0 || before(time, sequence, child)) {
        break;
      }
      move(child, position);
      position = child;
    }
    put(position, slot, time, sequence);
  }

  private int leastChild(int position) {
    int first = 4 * position + 1;
    if (first >= size) {
      return -1;
    }
    int least = first;
    int end = first + 4 < size ? first + 4 : size;
    for (int child = first + 1; child < end; child++) {
      if (before(keys[2 * child], keys[2 * child + 1], least)) {
        least = child;
      }
    }
    return least;
  }

  private boolean before(long time, long sequence, int position) {
    long other = keys[2 * position];
    return time < other || time == other && sequence < keys[2 * position + 1];
  }

  private void move(int from, int to) {
    put(to, heap[from], keys[2 * from], keys[2 * from + 1]);
  }

  private void put(int position, int slot, long time, long sequence) {
    heap[position] = slot;
    keys[2 * position] = time;
    keys[2 * position + 1] = sequence;
    positions[slot] = position;
  }
}
