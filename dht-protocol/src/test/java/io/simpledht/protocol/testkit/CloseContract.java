package io.simpledht.protocol.testkit;

import static io.simpledht.protocol.testkit.Listener.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What the end of a transport promises. */
interface CloseContract extends TransportsUnderTest {

  @Test
  default void shouldRunTheTasksAlreadyQueuedAndThenNoMore() throws IOException {
    Transport transport = transport();
    List<Integer> ran = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 100; i++) {
      int number = i;
      transport.loop().execute(() -> ran.add(number));
    }
    transport.close();
    runUntil(() -> ran.size() == 100);
    assertThatThrownBy(() -> transport.loop().execute(() -> ran.add(-1)))
        .isInstanceOf(RejectedExecutionException.class);
    runQuietly(transport());
    assertThat(ran).hasSize(100).doesNotContain(-1);
  }

  @Test
  default void shouldForgetTimersAndAcceptNoNewOnes() throws IOException {
    Transport transport = transport();
    List<String> fired = new CopyOnWriteArrayList<>();
    onLoop(transport, () -> transport.loop().schedule(1_000_000, () -> fired.add("before")));
    transport.close();
    transport.loop().schedule(0, () -> fired.add("after")).cancel();
    transport.loop().schedule(0, () -> fired.add("after"));
    int before = fired.size(); // a slow machine may have reached the timer in time
    runQuietly(transport());
    assertThat(fired).hasSize(before).doesNotContain("after");
  }

  @Test
  default void shouldDeliverNothingAfterTheEnd() throws IOException {
    Listener to = listener();
    Listener from = listener();
    to.transport().close();
    onLoop(from.transport(), () -> from.transport().send(to.address(), bytes("late")));
    runQuietly(from.transport());
    assertThat(to.arrivals()).isEmpty();
  }

  @Test
  default void shouldReturnAtOnceWhenClosedOnItsOwnLoop() {
    Transport transport = transport();
    AtomicBoolean returned = new AtomicBoolean();
    transport
        .loop()
        .execute(
            () -> {
              close(transport);
              close(transport);
              returned.set(true);
            });
    runUntil(() -> returned.get() && hasEnded(transport.loop()));
    close(transport);
  }

  @Test
  default void shouldTakeNothingOnTheLoopOnceItWasClosedThere() {
    Transport transport = transport();
    List<String> seen = new CopyOnWriteArrayList<>();
    transport
        .loop()
        .execute(
            () -> {
              close(transport);
              transport.loop().schedule(0, () -> seen.add("timer"));
              try {
                transport.loop().execute(() -> seen.add("task"));
              } catch (RejectedExecutionException closed) {
                seen.add("rejected");
              }
            });
    runUntil(() -> !seen.isEmpty());
    runQuietly(transport());
    assertThat(seen).containsExactly("rejected");
  }

  @Test
  default void shouldStopDeliveringWhenTheHandlerCloses() {
    Transport to = transport();
    List<String> seen = new CopyOnWriteArrayList<>();
    to.start(
        (source, datagram) -> {
          seen.add("datagram");
          close(to);
        });
    Transport from = transport();
    onLoop(
        from,
        () -> {
          for (int i = 0; i < 10; i++) {
            from.send(to.localAddress(), bytes("x"));
          }
        });
    runUntil(() -> !seen.isEmpty());
    runQuietly(from);
    assertThat(seen).containsExactly("datagram");
  }

  @Test
  default void shouldNotStartAfterTheEnd() throws IOException {
    Transport transport = transport();
    transport.close();
    assertThatThrownBy(() -> transport.start((source, datagram) -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  default void shouldKeepItsAddressAndCountersReadableAfterTheEnd() throws IOException {
    Listener listener = listener();
    onLoop(
        listener.transport(), () -> listener.transport().send(listener.address(), bytes("four")));
    runUntil(() -> !listener.arrivals().isEmpty());
    listener.transport().close();
    assertThat(listener.transport().localAddress()).isEqualTo(listener.address());
    assertThat(listener.transport().stats().bytesReceived()).isEqualTo(4);
  }

  private static boolean hasEnded(EventLoop loop) {
    try {
      loop.execute(() -> {});
      return false;
    } catch (RejectedExecutionException ended) {
      return true;
    }
  }

  private static void close(Transport transport) {
    try {
      transport.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
