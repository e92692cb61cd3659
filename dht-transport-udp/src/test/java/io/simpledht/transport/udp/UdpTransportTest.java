package io.simpledht.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.protocol.transport.TransportProvider;
import java.io.IOException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What sockets promise beyond the contract. */
class UdpTransportTest {

  private final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private final List<Transport> opened = new ArrayList<>();

  private Transport open() throws IOException {
    return open("127.0.0.1", 0);
  }

  private Transport open(String host, int port) throws IOException {
    Transport transport = Sockets.open(host, port, (where, fault) -> faults.add(fault));
    opened.add(transport);
    return transport;
  }

  @AfterEach
  void closeAll() throws IOException {
    for (Transport transport : opened) {
      transport.close();
    }
  }

  @Test
  void shouldBeFoundAsAService() {
    assertThat(ServiceLoader.load(TransportProvider.class))
        .anyMatch(provider -> provider.name().equals("udp"));
  }

  @Test
  void shouldSayThatAnAddressIsInUseAndWhich() throws IOException {
    int taken = open().localAddress().port();
    assertThatThrownBy(() -> open("127.0.0.1", taken))
        .isInstanceOf(BindException.class)
        .hasMessageStartingWith("Address already in use: 127.0.0.1:" + taken);
  }

  @Test
  void shouldSayThatAnAddressIsNotOurs() {
    assertThatThrownBy(() -> open("192.0.2.1", 0))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("192.0.2.1");
    assertThatThrownBy(() -> open("no such host.invalid", 0))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("no such host.invalid");
  }

  @Test
  void shouldChooseAPortWhenAskedForNone() throws IOException {
    assertThat(open().localAddress().port()).isPositive();
  }

  @Test
  void shouldFreeThePortPromptlyWhenClosed() throws IOException {
    Transport first = open();
    int port = first.localAddress().port();
    long before = System.nanoTime();
    first.close();
    assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(2));
    assertThat(open("127.0.0.1", port).localAddress().port()).isEqualTo(port);
  }

  @Test
  void shouldCloseFromItsOwnLoop() throws Exception {
    Transport transport = open();
    Sockets.onLoop(transport, () -> closeUnchecked(transport));
    Sockets.await(() -> isFree(transport.localAddress().port()));
  }

  private static void closeUnchecked(Transport transport) {
    try {
      transport.close();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private boolean isFree(int port) {
    try {
      open("127.0.0.1", port);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  @Test
  void shouldGoOnAfterWhatHandlersThrow() throws Exception {
    Transport transport = open();
    Transport sender = open();
    AtomicInteger received = new AtomicInteger();
    transport.start(
        (from, datagram) -> {
          received.incrementAndGet();
          throw new IllegalStateException("planned");
        });
    for (int i = 0; i < 3; i++) {
      Sockets.onLoop(
          sender, () -> sender.send(transport.localAddress(), ByteBuffer.wrap(new byte[] {1})));
    }
    transport
        .loop()
        .execute(
            () -> {
              throw new AssertionError("planned too");
            });
    Sockets.await(() -> received.get() == 3 && faults.size() == 4);
  }

  @Test
  void shouldCountWhatTheNetworkRefusesAsLoss() throws Exception {
    Transport v4 = open();
    Address v6 = Address.of(new byte[16], 9).withPort(9);
    Sockets.onLoop(v4, () -> v4.send(v6, ByteBuffer.wrap(new byte[] {1})));
    assertThat(v4.stats().sendsDropped()).isEqualTo(1);
  }

  @Test
  void shouldSendOnlyFromTheLoop() throws IOException {
    Transport transport = open();
    assertThatThrownBy(
            () -> transport.send(transport.localAddress(), ByteBuffer.wrap(new byte[] {1})))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldKnowWhichAddressItSpeaksFromBehindAWildcard() throws Exception {
    Transport transport = open("0.0.0.0", 0);
    Address remote = Address.ofV4(0x7F000001, 9);
    List<Address> here = new ArrayList<>();
    Sockets.onLoop(transport, () -> here.add(transport.localAddressTowards(remote)));
    assertThat(here).containsExactly(Address.ofV4(0x7F000001, transport.localAddress().port()));
  }

  @Test
  void shouldWakeForEveryTaskOfManyThreads() throws Exception {
    Transport transport = open();
    AtomicInteger ran = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                awaitUnchecked(go);
                for (int j = 0; j < 10_000; j++) {
                  transport.loop().execute(ran::incrementAndGet);
                }
              });
      threads.add(thread);
      thread.start();
    }
    go.countDown();
    Sockets.await(() -> ran.get() == 40_000);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
