package io.simpledht.transport.udp;

import io.simpledht.protocol.transport.Cancellable;
import java.util.Arrays;

/**
 * Timers in the order of their deadlines, equal ones in the order they were made: a binary heap
 * whose entries know their place, so that cancelling takes them out at once. A node cancels nearly
 * every timer it sets; leaving them in would let the heap grow with the request rate.
 */
final class TimerQueue {

  private static final int NOT_QUEUED = -1;

  final class Timer implements Cancellable {
    private final long deadlineNanos;
    private final long sequence;
    private final Runnable task;
    private int place = NOT_QUEUED;

    Timer(long deadlineNanos, long sequence, Runnable task) {
      this.deadlineNanos = deadlineNanos;
      this.sequence = sequence;
      this.task = task;
    }

    boolean isBefore(Timer other) {
      long sooner = deadlineNanos - other.deadlineNanos;
      return sooner != 0 ? sooner < 0 : sequence < other.sequence;
    }

    @Override
    public void cancel() {
      if (place != NOT_QUEUED) {
        removeAt(place);
      }
    }
  }

  private Timer[] heap = new Timer[64];
  private int size;
  private long nextSequence;

  Timer add(long deadlineNanos, Runnable task) {
    Timer timer = new Timer(deadlineNanos, nextSequence++, task);
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    siftUp(size++, timer);
    return timer;
  }

  int size() {
    return size;
  }

  /**
   * Nanoseconds until the next deadline, 0 if it has passed, {@link Long#MAX_VALUE} without any.
   */
  long untilNext(long nowNanos) {
    return size == 0 ? Long.MAX_VALUE : Math.max(0, heap[0].deadlineNanos - nowNanos);
  }

  /** Takes the next due task out, or returns null. */
  Runnable pollDue(long nowNanos) {
    if (size == 0 || heap[0].deadlineNanos - nowNanos > 0) {
      return null;
    }
    Timer due = heap[0];
    removeAt(0);
    return due.task;
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      heap[i].place = NOT_QUEUED;
      heap[i] = null;
    }
    size = 0;
  }

  private void removeAt(int place) {
    heap[place].place = NOT_QUEUED;
    Timer last = heap[--size];
    heap[size] = null;
    if (place == size) {
      return;
    }
    siftDown(place, last);
    if (heap[place] == last) {
      siftUp(place, last);
    }
  }

  private void siftUp(int from, Timer timer) {
    int place = from;
    while (place > 0) {
      int parent = place - 1 >>> 1;
      if (!timer.isBefore(heap[parent])) {
        break;
      }
      put(place, heap[parent]);
      place = parent;
    }
    put(place, timer);
  }

  private void siftDown(int from, Timer timer) {
    int place = from;
    while (2 * place + 1 < size) {
      int child = 2 * place + 1;
      if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
        child++;
      }
      if (!heap[child].isBefore(timer)) {
        break;
      }
      put(place, heap[child]);
      place = child;
    }
    put(place, timer);
  }

  private void put(int place, Timer timer) {
    heap[place] = timer;
    timer.place = place;
  }
}
