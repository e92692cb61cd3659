package io.simpledht.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QueuesTest {

  private static final Address SOMEWHERE = Address.ofV4(0x7F000001, 9);

  private record Planned(long deadline, int sequence, TimerQueue.Timer timer) {}

  @Test
  void shouldFireTimersByDeadlineThenOrderThroughAnyCancels() {
    SplittableRandom random = new SplittableRandom(3);
    TimerQueue queue = new TimerQueue();
    List<Integer> fired = new ArrayList<>();
    List<Planned> planned = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      int number = i;
      long deadline = random.nextInt(500);
      planned.add(new Planned(deadline, i, queue.add(deadline, () -> fired.add(number))));
      if (random.nextInt(3) == 0) {
        Planned cancelled = planned.remove(random.nextInt(planned.size()));
        cancelled.timer().cancel();
        cancelled.timer().cancel();
      }
    }
    assertThat(queue.size()).isEqualTo(planned.size());
    for (long now = 0; now <= 500; now++) {
      for (Runnable due = queue.pollDue(now); due != null; due = queue.pollDue(now)) {
        due.run();
      }
    }
    List<Integer> expected =
        planned.stream()
            .sorted(Comparator.comparingLong(Planned::deadline).thenComparing(Planned::sequence))
            .map(Planned::sequence)
            .toList();
    assertThat(fired).isEqualTo(expected);
    assertThat(queue.untilNext(0)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldDropTheOldestWhenThereAreTooMany() {
    SendQueue queue = new SendQueue(3, 1_000);
    int dropped = 0;
    for (byte i = 0; i < 5; i++) {
      dropped += queue.add(SOMEWHERE, ByteBuffer.wrap(new byte[] {i}));
    }
    assertThat(dropped).isEqualTo(2);
    assertThat(queue.peek().datagram().get(0)).isEqualTo((byte) 2);
  }

  @Test
  void shouldDropTheOldestWhenTheyAreTooLarge() {
    SendQueue queue = new SendQueue(100, 1_000);
    assertThat(queue.add(SOMEWHERE, ByteBuffer.allocate(600))).isZero();
    assertThat(queue.add(SOMEWHERE, ByteBuffer.allocate(600))).isEqualTo(1);
    queue.remove();
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.add(SOMEWHERE, ByteBuffer.allocate(1_000))).isZero();
  }
}
