package io.simpledht.protocol.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * What every transport promises over a link that loses nothing, real or simulated. Subclasses open
 * transports and let time pass.
 */
public abstract class TransportContract {

  private static final long MILLI = 1_000_000L;

  /** Faults the transports under test reported. */
  protected final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());

  /**
   * A bound transport that is not started; its faults go to {@link #faults}; closed after the test.
   */
  protected abstract Transport open() throws Exception;

  /** Lets time pass until the condition holds; fails after a generous limit. */
  protected abstract void runUntil(BooleanSupplier condition) throws Exception;

  /** Runs something on a transport's loop and waits for it. */
  protected void onLoop(Transport transport, Runnable work) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    transport
        .loop()
        .execute(
            () -> {
              try {
                work.run();
              } finally {
                done.set(true);
              }
            });
    runUntil(done::get);
  }

  private static String read(ByteBuffer datagram) {
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    return new String(bytes, UTF_8);
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  @Test
  void shouldDeliverADatagramWholeWithItsSource() throws Exception {
    Transport sender = open();
    Transport receiver = open();
    List<String> received = Collections.synchronizedList(new ArrayList<>());
    AtomicReference<Address> source = new AtomicReference<>();
    receiver.start(
        (from, datagram) -> {
          assertThat(datagram.isReadOnly()).isTrue();
          assertThat(receiver.loop().inLoop()).isTrue();
          source.set(from);
          received.add(read(datagram));
        });
    sender.start((from, datagram) -> {});
    onLoop(sender, () -> sender.send(receiver.localAddress(), text("hello")));
    runUntil(() -> !received.isEmpty());
    assertThat(received).containsExactly("hello");
    assertThat(source.get()).isEqualTo(sender.localAddress());
    assertThat(sender.stats().datagramsSent()).isEqualTo(1);
    assertThat(sender.stats().bytesSent()).isEqualTo(5);
    assertThat(receiver.stats().datagramsReceived()).isEqualTo(1);
    assertThat(receiver.stats().bytesReceived()).isEqualTo(5);
  }

  @Test
  void shouldLetTheSenderReuseItsBufferAtOnce() throws Exception {
    Transport sender = open();
    Transport receiver = open();
    List<String> received = Collections.synchronizedList(new ArrayList<>());
    receiver.start((from, datagram) -> received.add(read(datagram)));
    onLoop(
        sender,
        () -> {
          ByteBuffer buffer = text("first");
          sender.send(receiver.localAddress(), buffer);
          assertThat(buffer.hasRemaining()).isFalse();
          buffer.clear().put("other".getBytes(UTF_8)).flip();
          sender.send(receiver.localAddress(), buffer);
        });
    runUntil(() -> received.size() == 2);
    assertThat(received).containsExactlyInAnyOrder("first", "other");
  }

  @Test
  void shouldRefuseADatagramThatIsTooLarge() throws Exception {
    Transport sender = open();
    ByteBuffer tooLarge = ByteBuffer.allocate(sender.maxDatagramBytes() + 1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    onLoop(
        sender,
        () -> {
          try {
            sender.send(sender.localAddress(), tooLarge);
          } catch (IllegalArgumentException expected) {
            thrown.set(expected);
          }
        });
    assertThat(thrown.get()).hasMessageContaining(String.valueOf(sender.maxDatagramBytes()));
  }

  @Test
  void shouldRunTasksInOrderAndNeverInsideTheCall() throws Exception {
    Transport transport = open();
    List<String> order = new ArrayList<>();
    onLoop(
        transport,
        () -> {
          EventLoop loop = transport.loop();
          loop.execute(() -> order.add("a"));
          loop.execute(() -> order.add("b"));
          order.add("now");
        });
    runUntil(() -> order.size() == 3);
    assertThat(order).containsExactly("now", "a", "b");
  }

  @Test
  void shouldFireTimersInOrderNeverEarlyAndNotAfterCancel() throws Exception {
    Transport transport = open();
    EventLoop loop = transport.loop();
    List<String> fired = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean early = new AtomicBoolean();
    onLoop(
        transport,
        () -> {
          long start = loop.nanoTime();
          loop.schedule(
              20 * MILLI,
              () -> {
                early.set(loop.nanoTime() - start < 20 * MILLI);
                fired.add("late");
              });
          loop.schedule(5 * MILLI, () -> fired.add("early"));
          Cancellable cancelled = loop.schedule(5 * MILLI, () -> fired.add("cancelled"));
          loop.schedule(-1, () -> fired.add("at once"));
          assertThat(fired).isEmpty();
          cancelled.cancel();
          cancelled.cancel();
        });
    runUntil(() -> fired.size() == 3);
    assertThat(fired).containsExactly("at once", "early", "late");
    assertThat(early).isFalse();
  }

  @Test
  void shouldResolveLiteralsAfterTheCall() throws Exception {
    Transport transport = open();
    AtomicReference<List<Address>> found = new AtomicReference<>();
    AtomicBoolean inside = new AtomicBoolean();
    onLoop(
        transport,
        () -> {
          inside.set(true);
          transport.resolve(
              "192.0.2.7",
              5000,
              addresses -> {
                assertThat(inside.get()).isFalse();
                found.set(addresses);
              });
          inside.set(false);
        });
    runUntil(() -> found.get() != null);
    assertThat(found.get()).containsExactly(Address.ofV4(0xC0000207, 5000));
  }

  @Test
  void shouldStartOnlyOnce() throws Exception {
    Transport transport = open();
    transport.start((from, datagram) -> {});
    assertThatThrownBy(() -> transport.start((from, datagram) -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldRefuseWorkOnceClosed() throws Exception {
    Transport transport = open();
    transport.close();
    transport.close();
    assertThatThrownBy(() -> transport.loop().execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }
}
