package io.simpledht.simulator.engine;

/**
 * Orders slots of an {@link EventSlots} by (time, sequence). Two implementations that must agree:
 * the {@link FourAryHeap}, which is plainly right, and the {@link TimingWheel}, which is fast.
 */
interface EventQueue {

  /** Answer of {@link #poll} when nothing is due. */
  int NONE = -1;

  /** Enters a slot whose time and sequence are set; it must not be queued. */
  void add(int slot);

  /** Takes a queued slot out, in O(log n) or less. */
  void remove(int slot);

  /** Takes out the least slot if its time is at most {@code limit}, else answers {@link #NONE}. */
  int poll(long limit);

  /** Slots queued. */
  int size();
}
