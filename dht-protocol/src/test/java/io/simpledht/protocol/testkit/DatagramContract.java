package io.simpledht.protocol.testkit;

import static io.simpledht.protocol.testkit.Listener.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.Transport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What sending, receiving and resolving promise where the network loses nothing. */
interface DatagramContract extends TransportsUnderTest {

  @Test
  default void shouldDeliverDatagramsWholeWhateverTheirSize() {
    Listener to = listener();
    Listener from = listener();
    List<Integer> sizes = List.of(0, 1, 1200, 4096, from.transport().maxDatagramBytes());
    for (int size : sizes) {
      int before = to.arrivals().size();
      byte[] content = pattern(size);
      onLoop(from.transport(), () -> from.transport().send(to.address(), ByteBuffer.wrap(content)));
      runUntil(() -> to.arrivals().size() > before);
      assertThat(to.arrivals().get(before).bytes()).isEqualTo(content);
    }
  }

  private static byte[] pattern(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (31 * i + size);
    }
    return bytes;
  }

  @Test
  default void shouldNameTheSenderAsSourceSoThatItCanBeAnswered() {
    Transport server = transport();
    server.start((source, datagram) -> server.send(source, bytes("answer")));
    Listener client = listener();
    onLoop(
        client.transport(),
        () -> client.transport().send(server.localAddress(), bytes("question")));
    runUntil(() -> !client.arrivals().isEmpty());
    assertThat(client.arrivals().get(0).source()).isEqualTo(server.localAddress());
    assertThat(client.texts()).containsExactly("answer");
  }

  @Test
  default void shouldTellWhichAddressADatagramLeavesFrom() {
    Listener to = listener();
    Listener from = listener();
    AtomicReference<Address> told = new AtomicReference<>();
    onLoop(
        from.transport(),
        () -> {
          told.set(from.transport().localAddressTowards(to.address()));
          from.transport().send(to.address(), bytes("x"));
        });
    runUntil(() -> !to.arrivals().isEmpty());
    assertThat(to.arrivals().get(0).source()).isEqualTo(told.get());
  }

  @Test
  default void shouldDeliverToItself() {
    Listener alone = listener();
    onLoop(alone.transport(), () -> alone.transport().send(alone.address(), bytes("me")));
    runUntil(() -> !alone.arrivals().isEmpty());
    assertThat(alone.arrivals().get(0).source()).isEqualTo(alone.address());
  }

  @Test
  default void shouldNeverDeliverInsideSend() {
    Transport alone = transport();
    AtomicBoolean sending = new AtomicBoolean();
    AtomicReference<Boolean> inside = new AtomicReference<>();
    alone.start((source, datagram) -> inside.set(sending.get()));
    onLoop(
        alone,
        () -> {
          sending.set(true);
          alone.send(alone.localAddress(), bytes("x"));
          sending.set(false);
        });
    runUntil(() -> inside.get() != null);
    assertThat(inside.get()).isFalse();
  }

  @Test
  default void shouldHandOutAReadOnlyBigEndianBufferEachTime() {
    Transport to = transport();
    List<String> seen = new CopyOnWriteArrayList<>();
    to.start(
        (source, datagram) -> {
          seen.add(
              datagram.isReadOnly()
                  + " "
                  + datagram.order()
                  + " "
                  + datagram.position()
                  + " "
                  + datagram.limit());
          // What one handler call does to the buffer is not seen by the next.
          datagram.order(ByteOrder.LITTLE_ENDIAN).position(2).limit(3).mark();
        });
    Listener from = listener();
    for (int i = 1; i <= 3; i++) {
      int count = i;
      onLoop(from.transport(), () -> from.transport().send(to.localAddress(), bytes("four")));
      runUntil(() -> seen.size() == count);
    }
    assertThat(seen).hasSize(3).containsOnly("true BIG_ENDIAN 0 4");
  }

  @Test
  default void shouldSendWhatLiesBetweenPositionAndLimitOfAnyBuffer() {
    Listener to = listener();
    Listener from = listener();
    List<ByteBuffer> buffers = new ArrayList<>();
    for (ByteBuffer empty : List.of(ByteBuffer.allocate(8), ByteBuffer.allocateDirect(8))) {
      ByteBuffer filled = empty.put(bytes("-middle-")).position(1).limit(7);
      buffers.add(filled.duplicate());
      buffers.add(filled.asReadOnlyBuffer());
      buffers.add(filled.slice());
    }
    for (ByteBuffer buffer : buffers) {
      int before = to.arrivals().size();
      int limit = buffer.limit();
      onLoop(from.transport(), () -> from.transport().send(to.address(), buffer));
      runUntil(() -> to.arrivals().size() > before);
      assertThat(buffer.position()).as("consumed").isEqualTo(limit);
      assertThat(buffer.limit()).isEqualTo(limit);
    }
    assertThat(to.texts()).hasSize(6).containsOnly("middle");
  }

  @Test
  default void shouldLetTheCallerReuseItsBufferAtOnce() {
    Listener to = listener();
    Listener from = listener();
    onLoop(
        from.transport(),
        () -> {
          byte[] shared = new byte[1];
          for (byte i = 0; i < 20; i++) {
            shared[0] = i;
            from.transport().send(to.address(), ByteBuffer.wrap(shared));
          }
          Arrays.fill(shared, (byte) 99);
        });
    runUntil(() -> to.arrivals().size() == 20);
    // The order is not promised.
    assertThat(to.arrivals().stream().mapToInt(arrival -> arrival.bytes()[0]).sorted())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
  }

  @Test
  default void shouldRefuseADatagramThatIsTooLarge() {
    Transport from = transport();
    AtomicReference<Throwable> refusal = new AtomicReference<>();
    onLoop(
        from,
        () -> {
          try {
            from.send(from.localAddress(), ByteBuffer.allocate(from.maxDatagramBytes() + 1));
          } catch (RuntimeException refused) {
            refusal.set(refused);
          }
        });
    assertThat(refusal.get())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(from.maxDatagramBytes()));
  }

  @Test
  default void shouldTreatADestinationThatIsGoneAsLoss() throws Exception {
    Listener gone = listener();
    gone.transport().close();
    Listener to = listener();
    Listener from = listener();
    for (int i = 1; i <= 5; i++) {
      int count = i;
      onLoop(
          from.transport(),
          () -> {
            from.transport().send(gone.address(), bytes("into the void"));
            from.transport().send(to.address(), bytes("after"));
          });
      runUntil(() -> to.arrivals().size() == count);
    }
    assertThat(gone.arrivals()).isEmpty();
  }

  @Test
  default void shouldCountWhatItMoved() {
    Listener to = listener();
    Listener from = listener();
    onLoop(
        from.transport(),
        () -> {
          from.transport().send(to.address(), ByteBuffer.allocate(10));
          from.transport().send(to.address(), ByteBuffer.allocate(7));
        });
    runUntil(() -> to.arrivals().size() == 2);
    assertThat(from.transport().stats().datagramsSent()).isEqualTo(2);
    assertThat(from.transport().stats().bytesSent()).isEqualTo(17);
    assertThat(from.transport().stats().sendsDropped()).isZero();
    assertThat(to.transport().stats().datagramsReceived()).isEqualTo(2);
    assertThat(to.transport().stats().bytesReceived()).isEqualTo(17);
  }

  @Test
  default void shouldReceiveNothingBeforeItIsStarted() {
    Transport to = transport();
    assertThat(to.localAddress().port()).isPositive();
    Listener from = listener();
    onLoop(from.transport(), () -> from.transport().send(to.localAddress(), bytes("early")));
    runQuietly(from.transport());
    assertThat(to.stats().datagramsReceived()).isZero();
  }

  @Test
  default void shouldStartOnlyOnce() {
    Transport transport = listener().transport();
    assertThatThrownBy(() -> transport.start((source, datagram) -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  default void shouldResolveLiteralsOnTheLoopAndNeverInsideTheCall() {
    Transport transport = transport();
    AtomicBoolean calling = new AtomicBoolean();
    AtomicReference<String> context = new AtomicReference<>();
    AtomicReference<List<Address>> found = new AtomicReference<>();
    onLoop(
        transport,
        () -> {
          calling.set(true);
          transport.resolve(
              "192.0.2.7",
              4321,
              addresses -> {
                context.set("inside=" + calling.get() + " inLoop=" + transport.loop().inLoop());
                found.set(addresses);
              });
          calling.set(false);
        });
    runUntil(() -> found.get() != null);
    assertThat(found.get()).containsExactly(Address.ofV4(0xC0000207, 4321));
    assertThat(context.get()).isEqualTo("inside=false inLoop=true");
  }

  @Test
  default void shouldResolveAnUnknownNameToNothing() {
    Transport transport = transport();
    List<List<Address>> found = new CopyOnWriteArrayList<>();
    onLoop(transport, () -> transport.resolve("nobody.invalid", 1, found::add)); // RFC 6761
    onLoop(transport, () -> transport.resolve("", 1, found::add));
    runUntil(() -> found.size() == 2);
    assertThat(found).containsOnly(List.of());
  }
}
