package io.simpledht.protocol.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the loop promises of tasks. */
interface TaskContract extends TransportsUnderTest {

  @Test
  default void shouldRunTasksInTheOrderGiven() {
    EventLoop loop = transport().loop();
    List<Integer> order = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 1000; i++) {
      int number = i;
      loop.execute(() -> order.add(number));
    }
    runUntil(() -> order.size() == 1000);
    assertThat(order).isEqualTo(IntStream.range(0, 1000).boxed().toList());
  }

  @Test
  default void shouldRunATaskGivenOnTheLoopAfterTheCurrentOne() {
    Transport transport = transport();
    List<String> order = new CopyOnWriteArrayList<>();
    onLoop(
        transport,
        () -> {
          transport.loop().execute(() -> order.add("inner 1"));
          transport.loop().execute(() -> order.add("inner 2"));
          order.add("outer");
        });
    runUntil(() -> order.size() == 3);
    assertThat(order).containsExactly("outer", "inner 1", "inner 2");
  }

  @Test
  default void shouldKnowWhetherTheCallerIsOnTheLoop() {
    Transport transport = transport();
    Transport other = transport();
    List<String> seen = new CopyOnWriteArrayList<>();
    EventLoop loop = transport.loop();
    transport.start((source, datagram) -> seen.add("handler " + loop.inLoop()));
    onLoop(
        transport,
        () -> {
          seen.add("task " + loop.inLoop());
          seen.add("other's " + other.loop().inLoop());
          loop.schedule(0, () -> seen.add("timer " + loop.inLoop()));
          transport.send(transport.localAddress(), Listener.bytes("x"));
        });
    runUntil(() -> seen.size() == 4);
    assertThat(seen)
        .containsExactlyInAnyOrder("task true", "other's false", "timer true", "handler true");
    assertThat(loop.inLoop()).isFalse();
  }

  @Test
  default void shouldTellBothTimes() {
    EventLoop loop = transport().loop();
    long before = loop.nanoTime();
    assertThat(loop.wallMillis()).isGreaterThan(1_600_000_000_000L);
    assertThat(loop.nanoTime() - before).isNotNegative();
  }
}
