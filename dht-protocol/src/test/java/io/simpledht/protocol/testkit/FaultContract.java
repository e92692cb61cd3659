package io.simpledht.protocol.testkit;

import static io.simpledht.protocol.testkit.Listener.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What happens to that which nobody expected: it is reported, and the loop goes on. */
interface FaultContract extends TransportsUnderTest {

  /** Takes out of {@link #faults()} the messages of so many. */
  private List<String> takeFaults(int count) {
    runUntil(() -> faults().size() >= count);
    List<String> messages = new ArrayList<>();
    faults().forEach(fault -> messages.add(fault.getMessage()));
    faults().clear();
    return messages;
  }

  @Test
  default void shouldSurviveATaskThatThrows() {
    Transport transport = transport();
    onLoop(
        transport,
        () -> {
          throw new IllegalStateException("from a task");
        });
    onLoop(transport, () -> {});
    assertThat(takeFaults(1)).containsExactly("from a task");
  }

  @Test
  default void shouldSurviveErrors() {
    Transport transport = transport();
    onLoop(
        transport,
        () -> {
          throw new StackOverflowError("too deep");
        });
    onLoop(
        transport,
        () -> {
          throw new AssertionError("failed check");
        });
    onLoop(transport, () -> {});
    assertThat(takeFaults(2)).containsExactly("too deep", "failed check");
  }

  @Test
  default void shouldSurviveATimerThatThrows() {
    Transport transport = transport();
    AtomicInteger after = new AtomicInteger();
    onLoop(
        transport,
        () -> {
          transport
              .loop()
              .schedule(
                  0,
                  () -> {
                    throw new IllegalStateException("from a timer");
                  });
          transport.loop().schedule(0, after::incrementAndGet);
        });
    runUntil(() -> after.get() == 1);
    assertThat(takeFaults(1)).containsExactly("from a timer");
  }

  @Test
  default void shouldSurviveAHandlerThatThrows() {
    Transport to = transport();
    AtomicInteger arrived = new AtomicInteger();
    to.start(
        (source, datagram) -> {
          if (arrived.incrementAndGet() <= 2) {
            throw new IllegalStateException("from the handler");
          }
        });
    Transport from = transport();
    for (int i = 1; i <= 3; i++) {
      int count = i;
      onLoop(from, () -> from.send(to.localAddress(), bytes("x")));
      runUntil(() -> arrived.get() == count);
    }
    assertThat(takeFaults(2)).containsExactly("from the handler", "from the handler");
  }

  @Test
  default void shouldSurviveACallbackOfResolveThatThrows() {
    Transport transport = transport();
    onLoop(
        transport,
        () ->
            transport.resolve(
                transport.localAddress().hostText(),
                1,
                found -> {
                  throw new IllegalStateException("from the callback");
                }));
    assertThat(takeFaults(1)).containsExactly("from the callback");
    onLoop(transport, () -> {});
  }
}
