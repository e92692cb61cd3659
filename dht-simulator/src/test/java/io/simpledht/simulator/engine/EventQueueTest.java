package io.simpledht.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.simulator.random.Law;
import io.simpledht.simulator.random.SimRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The heap against the JDK's queue, the wheel against the heap. */
class EventQueueTest {

  /** Delays from nothing to years, most of them near each other. */
  private static final Law[] DELAYS = {
    Law.constant(0),
    Law.uniform(0, 20_000),
    Law.exponential(1e6),
    Law.logNormal(5e7, 1),
    Law.pareto(0.5, 1e9),
    Law.uniform(0, 1e17),
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldOrderAsThePlainQueueDoes(long seed) {
    EventSlots slots = new EventSlots();
    compare(seed, slots, new TimingWheel(slots), new FourAryHeap(slots), 60_000);
  }

  @Test
  void shouldOrderTheHeapAsTheJdkDoes() {
    EventSlots slots = new EventSlots();
    FourAryHeap heap = new FourAryHeap(slots);
    PriorityQueue<long[]> oracle =
        new PriorityQueue<>(
            Comparator.<long[]>comparingLong(key -> key[0]).thenComparingLong(key -> key[1]));
    SimRandom random = new SimRandom(9);
    for (int i = 0; i < 10_000; i++) {
      long time = random.nextInt(500);
      heap.add(slots.take(null, time, i));
      oracle.add(new long[] {time, i});
    }
    while (!oracle.isEmpty()) {
      int slot = heap.poll(Long.MAX_VALUE);
      assertThat(slots.sequence(slot)).isEqualTo(oracle.poll()[1]);
    }
    assertThat(heap.poll(Long.MAX_VALUE)).isEqualTo(EventQueue.NONE);
  }

  @Test
  void shouldNotLookPastTheLimit() {
    EventSlots slots = new EventSlots();
    TimingWheel wheel = new TimingWheel(slots);
    wheel.add(slots.take(null, 1_000_000_000L, 0));
    assertThat(wheel.poll(999_999_999L)).isEqualTo(EventQueue.NONE);
    int earlier = slots.take(null, 500_000_000L, 1);
    wheel.add(earlier);
    assertThat(wheel.poll(999_999_999L)).isEqualTo(earlier);
    assertThat(wheel.poll(1_000_000_000L)).isNotEqualTo(EventQueue.NONE);
    assertThat(wheel.size()).isZero();
  }

  @Test
  void shouldHoldTheFarthestFuture() {
    EventSlots slots = new EventSlots();
    TimingWheel wheel = new TimingWheel(slots);
    int last = slots.take(null, Long.MAX_VALUE, 0);
    wheel.add(last);
    wheel.add(slots.take(null, Long.MAX_VALUE - 1, 1));
    wheel.poll(Long.MAX_VALUE);
    assertThat(wheel.poll(Long.MAX_VALUE)).isEqualTo(last);
  }

  private static void compare(
      long seed, EventSlots slots, EventQueue wheel, EventQueue heap, int rounds) {
    SimRandom random = new SimRandom(seed);
    List<Integer> pending = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < rounds; i++) {
      int choice = random.nextInt(10);
      boolean growing = i / 5_000 % 2 == 0;
      if (choice < (growing ? 6 : 3)) {
        long delay = DELAYS[random.nextInt(DELAYS.length)].sampleNanos(random);
        int slot = slots.take(null, Math.max(now, now + delay), i);
        wheel.add(slot);
        heap.add(slot);
        pending.add(slot);
      } else if (choice < 8 && !pending.isEmpty()) {
        Integer slot = pending.remove(random.nextInt(pending.size()));
        wheel.remove(slot);
        heap.remove(slot);
        slots.release(slot);
      } else {
        long limit = random.nextInt(4) == 0 ? now + random.nextInt(1_000_000) : Long.MAX_VALUE;
        Integer slot = wheel.poll(limit);
        assertThat(slot).isEqualTo(heap.poll(limit));
        if (slot == EventQueue.NONE) {
          now = limit == Long.MAX_VALUE ? now : limit;
        } else {
          now = slots.time(slot);
          pending.remove(slot);
          slots.release(slot);
        }
      }
      assertThat(wheel.size()).isEqualTo(heap.size());
    }
  }
}
