package io.simpledht.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatagramReceiverTest {

  private final List<String> faults = new ArrayList<>();
  private final SocketAddress source = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
  private Selector selector;
  private UdpEventLoop loop;
  private DatagramReceiver receiver;
  private boolean watching;
  private boolean failing;
  private int waiting;
  private int delivered;

  @BeforeEach
  void open() throws IOException {
    selector = Selector.open();
    loop = new UdpEventLoop(selector, (where, fault) -> faults.add(fault.getMessage()));
    loop.owner(Thread.currentThread());
    receiver =
        new DatagramReceiver(new Socket(), new SocketAddresses(), new TrafficCounters(), loop);
    receiver.start((from, datagram) -> delivered++);
  }

  @AfterEach
  void close() throws IOException {
    selector.close();
  }

  private final class Socket implements DatagramReceiver.Socket {
    @Override
    public SocketAddress receive(ByteBuffer into) throws IOException {
      if (failing) {
        throw new IOException("planned");
      }
      return waiting-- > 0 ? source : null;
    }

    @Override
    public void watchArrivals(boolean wanted) {
      watching = wanted;
    }
  }

  @Test
  void shouldLeaveOthersTheirTurn() {
    waiting = 1_000;
    receiver.receive();
    assertThat(delivered).isEqualTo(DatagramReceiver.DATAGRAMS_PER_TURN);
    assertThat(watching).isTrue();
  }

  @Test
  void shouldLeaveAFailingSocketAloneForAWhileAndThenTryAgain() {
    failing = true;
    receiver.receive();
    assertThat(faults).containsExactly("planned");
    assertThat(watching).isFalse();
    Sockets.await(this::watchingAfterATurn);
    failing = false;
    waiting = 3;
    receiver.receive();
    assertThat(delivered).isEqualTo(3);
  }

  private boolean watchingAfterATurn() {
    loop.runTurn();
    return watching;
  }

  @Test
  void shouldWaitLongerEachTimeTheSocketFailsInARow() {
    failing = true;
    for (int i = 0; i < 20; i++) {
      receiver.receive();
    }
    long last = loop.beginSleep(); // the first pause: the shortest
    assertThat(last).isLessThanOrEqualTo(DatagramReceiver.FIRST_PAUSE_NANOS);
    loop.endSleep();
    assertThat(receiver.nextPauseNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    failing = false;
    waiting = 1;
    receiver.receive();
    assertThat(receiver.nextPauseNanos()).isEqualTo(DatagramReceiver.FIRST_PAUSE_NANOS);
  }
}
