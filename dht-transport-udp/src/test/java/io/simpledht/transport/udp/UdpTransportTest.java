package io.simpledht.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.protocol.transport.TransportConfig;
import io.simpledht.protocol.transport.TransportProvider;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void shouldSpeakIpv6() throws IOException {
    assumeTrue(hasIpv6(), "this machine has no IPv6");
    assertThat(echo(open("::1", 0), open("::1", 0))).isEqualTo("[0:0:0:0:0:0:0:1]");
  }

  @Test
  void shouldServeIpv4OnTheIpv6Wildcard() throws IOException {
    assumeTrue(hasIpv6(), "this machine has no IPv6");
    Transport both = open("::", 0);
    assertThat(both.localAddress().isWildcard()).isTrue();
    assertThat(echo(both, open())).isEqualTo("127.0.0.1");
    assertThat(echo(open("::", 0), open("::1", 0))).isEqualTo("[0:0:0:0:0:0:0:1]");
  }

  private static boolean hasIpv6() {
    try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET6)) {
      channel.bind(new InetSocketAddress("::1", 0));
      return true;
    } catch (IOException | UnsupportedOperationException none) {
      return false;
    }
  }

  /** Asks over loopback and is answered; returns the host the answer came from. */
  private static String echo(Transport server, Transport client) {
    AtomicReference<String> answeredBy = new AtomicReference<>();
    server.start(server::send);
    client.start(
        (from, datagram) -> {
          String text = from.toString();
          answeredBy.set(text.substring(0, text.lastIndexOf(':')));
        });
    Address to = client.localAddress().withPort(server.localAddress().port());
    Sockets.onLoop(client, () -> client.send(to, ByteBuffer.wrap(new byte[] {1})));
    Sockets.await(() -> answeredBy.get() != null);
    return answeredBy.get();
  }

  @ParameterizedTest
  @CsvSource({
    "53, 'Not permitted: [::]:53; ports below 1024 need privileges, choose a higher one'",
    "5000, 'Not permitted: [::]:5000; choose another port'",
  })
  void shouldSayWhatToDoAboutAPortThatIsNotPermitted(int port, String explanation) {
    TransportConfig config = new TransportConfig("::", port, "test", (where, fault) -> {});
    assertThat(UdpTransportProvider.explain(new BindException("Permission denied"), config))
        .isEqualTo(explanation);
  }

  @Test
  void shouldEchoOneHundredThousandDatagramsWithoutAHang() throws IOException {
    int echoes = 100_000;
    Transport server = open();
    Transport client = open();
    AtomicInteger echoed = new AtomicInteger();
    server.start(server::send);
    ByteBuffer datagram = ByteBuffer.allocateDirect(64);
    client.start(
        (from, echo) -> {
          if (echoed.incrementAndGet() < echoes) {
            client.send(from, datagram.clear());
          }
        });
    int sent = 0;
    while (echoed.get() < echoes) {
      // A lost datagram ends its chain: whenever all is quiet, another begins.
      int before = echoed.get();
      Sockets.onLoop(client, () -> client.send(server.localAddress(), datagram.clear()));
      Sockets.awaitOrQuiet(() -> echoed.get() >= echoes, echoed::get);
      assertThat(++sent).as("chains that were lost, at " + before).isLessThan(1_000);
    }
    assertThat(client.stats().sendsDropped() + server.stats().sendsDropped()).isZero();
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
