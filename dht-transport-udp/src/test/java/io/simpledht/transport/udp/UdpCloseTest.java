package io.simpledht.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.transport.Transport;
import io.simpledht.protocol.transport.TransportConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of a socket and its thread. */
class UdpCloseTest {

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
  void shouldClosePromptlyInTheMiddleOfTraffic() throws IOException {
    Transport busy = open();
    busy.start(busy::send); // to itself, for ever
    Sockets.onLoop(busy, () -> busy.send(busy.localAddress(), ByteBuffer.allocate(100)));
    Sockets.await(() -> busy.stats().datagramsReceived() > 100);
    long before = System.nanoTime();
    busy.close();
    assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(2));
  }

  @Test
  void shouldWaitForTheEndEvenIfInterrupted() throws IOException {
    Transport transport = open();
    Thread.currentThread().interrupt();
    transport.close();
    assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    assertThat(isFree(transport.localAddress().port())).isTrue();
  }

  @Test
  void shouldLeaveNoThreadBehind() throws IOException {
    for (int i = 0; i < 50; i++) {
      try (Transport transport =
          new UdpTransportProvider()
              .open(new TransportConfig("127.0.0.1", 0, "leak", (where, fault) -> {}))) {
        transport.start((from, datagram) -> {});
      }
    }
    Sockets.await(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("leak")));
  }

  @Test
  void shouldFreeThePortWhenThePolicyEndsTheLoop() throws IOException {
    Transport transport =
        Sockets.open(
            "127.0.0.1",
            0,
            (where, fault) -> {
              throw new EndOfRun();
            });
    Thread.UncaughtExceptionHandler usual = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, end) -> faults.add(end));
    try {
      Sockets.onLoop(
          transport,
          () -> {
            throw new IllegalStateException("planned");
          });
      Sockets.await(() -> !faults.isEmpty() && isFree(transport.localAddress().port()));
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(usual);
    }
    assertThat(faults).hasOnlyElementsOfType(EndOfRun.class);
    transport.close();
  }

  private static final class EndOfRun extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
