package io.simpledht.protocol.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the loop promises of timers. */
interface TimerContract extends TransportsUnderTest {

  long MILLI = 1_000_000;

  @Test
  default void shouldNeverFireEarly() {
    Transport transport = transport();
    EventLoop loop = transport.loop();
    List<Long> lateBy = new CopyOnWriteArrayList<>();
    onLoop(
        transport,
        () -> {
          for (long delay : new long[] {-5, 0, 1, 999, MILLI / 2, 3 * MILLI / 2, 20 * MILLI}) {
            long due = loop.nanoTime() + Math.max(0, delay);
            loop.schedule(delay, () -> lateBy.add(loop.nanoTime() - due));
          }
        });
    runUntil(() -> lateBy.size() == 7);
    assertThat(lateBy).allMatch(nanos -> nanos >= 0);
  }

  @Test
  default void shouldFireInTheOrderOfDeadlines() {
    Transport transport = transport();
    List<Integer> order = new CopyOnWriteArrayList<>();
    onLoop(
        transport,
        () -> {
          for (int millis : new int[] {40, 10, 30, 0, 20}) {
            transport.loop().schedule(millis * MILLI, () -> order.add(millis));
          }
        });
    runUntil(() -> order.size() == 5);
    assertThat(order).containsExactly(0, 10, 20, 30, 40);
  }

  @Test
  default void shouldFireTimersOfEqualDelayInTheOrderTheyWereMade() {
    Transport transport = transport();
    List<Integer> order = new CopyOnWriteArrayList<>();
    onLoop(
        transport,
        () -> {
          for (int i = 0; i < 500; i++) {
            int number = i;
            transport.loop().schedule(MILLI, () -> order.add(number));
          }
        });
    runUntil(() -> order.size() == 500);
    assertThat(order).isEqualTo(IntStream.range(0, 500).boxed().toList());
  }

  @Test
  default void shouldNeverFireInsideSchedule() {
    Transport transport = transport();
    List<String> order = new CopyOnWriteArrayList<>();
    onLoop(
        transport,
        () -> {
          transport.loop().schedule(0, () -> order.add("timer"));
          transport.loop().schedule(Long.MIN_VALUE, () -> order.add("timer"));
          order.add("scheduled");
        });
    runUntil(() -> order.size() == 3);
    assertThat(order).containsExactly("scheduled", "timer", "timer");
  }

  @Test
  default void shouldAcceptAnyDelay() {
    Transport transport = transport();
    List<String> order = new CopyOnWriteArrayList<>();
    onLoop(
        transport,
        () -> {
          transport.loop().schedule(Long.MAX_VALUE, () -> order.add("never"));
          transport.loop().schedule(MILLI, () -> order.add("soon"));
        });
    runQuietly(transport);
    assertThat(order).containsExactly("soon");
  }

  @Test
  default void shouldNotFireOnceCancelled() {
    Transport transport = transport();
    List<Integer> fired = new CopyOnWriteArrayList<>();
    onLoop(
        transport,
        () -> {
          List<Cancellable> timers = new ArrayList<>();
          for (int i = 0; i < 100; i++) {
            int number = i;
            timers.add(transport.loop().schedule(MILLI, () -> fired.add(number)));
          }
          for (int i = 0; i < 100; i += 3) {
            timers.get(i).cancel();
            timers.get(i).cancel();
          }
        });
    runQuietly(transport);
    assertThat(fired).isEqualTo(IntStream.range(0, 100).filter(i -> i % 3 != 0).boxed().toList());
  }

  @Test
  default void shouldLetATimerCancelAnotherThatIsDueAsWell() {
    Transport transport = transport();
    List<String> fired = new CopyOnWriteArrayList<>();
    AtomicReference<Cancellable> second = new AtomicReference<>();
    onLoop(
        transport,
        () -> {
          transport.loop().schedule(0, () -> second.get().cancel());
          second.set(transport.loop().schedule(0, () -> fired.add("second")));
          transport.loop().schedule(0, () -> fired.add("third"));
        });
    runQuietly(transport);
    assertThat(fired).containsExactly("third");
  }

  @Test
  default void shouldIgnoreCancellingWhatFiredOrFires() {
    Transport transport = transport();
    List<String> fired = new CopyOnWriteArrayList<>();
    AtomicReference<Cancellable> self = new AtomicReference<>();
    onLoop(
        transport,
        () -> {
          Runnable cancelItself =
              () -> {
                self.get().cancel();
                fired.add("self");
              };
          self.set(transport.loop().schedule(0, cancelItself));
          transport.loop().schedule(MILLI, () -> self.get().cancel());
          transport.loop().schedule(2 * MILLI, () -> fired.add("other"));
        });
    runUntil(() -> fired.size() == 2);
    assertThat(fired).containsExactly("self", "other");
  }
}
