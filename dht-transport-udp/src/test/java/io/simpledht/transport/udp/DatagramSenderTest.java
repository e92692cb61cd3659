package io.simpledht.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatagramSenderTest {

  private static final Address SOMEWHERE = Address.ofV4(0x7F000001, 9);

  private final List<Byte> written = new ArrayList<>();
  private final List<Boolean> watched = new ArrayList<>();
  private final TrafficCounters traffic = new TrafficCounters();
  private final DatagramSender sender =
      new DatagramSender(new Socket(), new SocketAddresses(), traffic, new SendQueue(3, 1_000));
  private int room;
  private Exception failure;

  private final class Socket implements DatagramSender.Socket {
    @Override
    public int send(ByteBuffer datagram, SocketAddress destination) throws IOException {
      if (failure instanceof IOException checked) {
        throw checked;
      }
      if (failure instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (room == 0) {
        return 0;
      }
      room--;
      int bytes = datagram.remaining();
      written.add(datagram.get());
      return bytes;
    }

    @Override
    public void watchRoom(boolean wanted) {
      watched.add(wanted);
    }
  }

  private void send(int... numbers) {
    for (int number : numbers) {
      ByteBuffer datagram = ByteBuffer.wrap(new byte[] {(byte) number});
      sender.send(SOMEWHERE, datagram);
      assertThat(datagram.hasRemaining()).as("consumed").isFalse();
    }
  }

  @Test
  void shouldKeepTheOrderAcrossTheQueue() {
    room = 1;
    send(1, 2);
    room = 10;
    send(3); // may not overtake what waits
    assertThat(written).containsExactly((byte) 1);
    sender.drain();
    send(4);
    assertThat(written).containsExactly((byte) 1, (byte) 2, (byte) 3, (byte) 4);
    assertThat(watched).containsExactly(true, false);
    assertThat(traffic.snapshot().datagramsSent()).isEqualTo(4);
    assertThat(traffic.snapshot().sendsDropped()).isZero();
  }

  @Test
  void shouldDropAndCountTheOldestWhenTheQueueIsFull() {
    send(1, 2, 3, 4, 5);
    assertThat(traffic.snapshot().sendsDropped()).isEqualTo(2);
    room = 2;
    sender.drain();
    assertThat(written).containsExactly((byte) 3, (byte) 4);
    assertThat(watched).as("one still waits").containsExactly(true);
    room = 2;
    sender.drain();
    assertThat(written).containsExactly((byte) 3, (byte) 4, (byte) 5);
    assertThat(watched).containsExactly(true, false);
  }

  @Test
  void shouldCountWhatThePlatformRefusesAndGoOn() {
    failure = new SocketException("Network is unreachable");
    send(1);
    failure = new UnsupportedAddressTypeException();
    send(2);
    failure = null;
    room = 1;
    send(3);
    assertThat(written).containsExactly((byte) 3);
    assertThat(traffic.snapshot().sendsDropped()).isEqualTo(2);
    assertThat(traffic.snapshot().datagramsSent()).isEqualTo(1);
  }

  @Test
  void shouldNotLetOneRefusedDatagramHoldUpTheQueue() {
    send(1, 2);
    failure = new SocketException("Operation not permitted");
    sender.drain();
    assertThat(traffic.snapshot().sendsDropped()).isEqualTo(2);
    assertThat(watched).containsExactly(true, false);
  }

  @Test
  void shouldCountAsLostWhatStillWaitsAtTheEnd() {
    send(1, 2, 3);
    room = 1;
    sender.close();
    assertThat(written).containsExactly((byte) 1);
    assertThat(traffic.snapshot().sendsDropped()).isEqualTo(2);
  }
}
