package io.simpledht.transport.udp;

import io.simpledht.protocol.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * Measures by hand: echoes per second between two transports in one JVM, over those of two bare
 * blocking channels, one at a time and many outstanding. Rounds alternate, so that both see the
 * same machine; the median of the ratios counts.
 *
 * <p>Arguments: echoes in a round, rounds. Not a test.
 */
final class EchoSpeed {

  private static final int BYTES = 64;

  private EchoSpeed() {}

  public static void main(String[] args) throws Exception {
    int echoes = Integer.parseInt(args[0]);
    int rounds = Integer.parseInt(args[1]);
    for (int outstanding : new int[] {1, 32}) {
      double[] ratios = new double[rounds];
      double[] raws = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        raws[round] = raw(echoes, outstanding);
        ratios[round] = transports(echoes, outstanding) / raws[round];
      }
      System.out.printf(
          Locale.ROOT,
          "%d outstanding: raw %.0f/s, ratio %.2f, all %s%n",
          outstanding,
          median(raws),
          median(ratios),
          Arrays.toString(Arrays.stream(ratios).mapToLong(r -> Math.round(100 * r)).toArray()));
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double perSecond(int echoes, long sinceNanos) {
    return echoes * 1e9 / (System.nanoTime() - sinceNanos);
  }

  private static double raw(int echoes, int outstanding) throws Exception {
    try (DatagramChannel server = bare();
        DatagramChannel client = bare()) {
      Thread echo = new Thread(() -> echo(server));
      echo.setDaemon(true);
      echo.start();
      long start = System.nanoTime();
      ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
      for (int sent = 0; sent < echoes + outstanding; sent++) {
        if (sent >= outstanding) {
          client.receive(buffer.clear());
        }
        if (sent < echoes) {
          client.send(buffer.clear(), server.getLocalAddress());
        }
      }
      return perSecond(echoes, start);
    }
  }

  private static DatagramChannel bare() throws IOException {
    return DatagramChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
  }

  private static void echo(DatagramChannel server) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    try {
      while (true) {
        SocketAddress source = server.receive(buffer.clear());
        server.send(buffer.flip(), source);
      }
    } catch (ClosedChannelException end) {
      return;
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static double transports(int echoes, int outstanding) throws Exception {
    try (Transport server = Sockets.open();
        Transport client = Sockets.open()) {
      server.start(server::send);
      Client pump = new Client(server, client, echoes, outstanding);
      client.start((source, datagram) -> pump.next());
      long start = System.nanoTime();
      client.loop().execute(pump::begin);
      pump.done.await();
      return perSecond(echoes, start);
    }
  }

  /** Sends the next datagram when an echo comes back. */
  private static final class Client {

    private final CountDownLatch done = new CountDownLatch(1);
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
    private final Transport server;
    private final Transport client;
    private final int outstanding;
    private int toSend;
    private int toReceive;

    Client(Transport server, Transport client, int echoes, int outstanding) {
      this.server = server;
      this.client = client;
      this.outstanding = outstanding;
      this.toSend = echoes;
      this.toReceive = echoes;
    }

    void begin() {
      for (int i = 0; i < outstanding; i++) {
        send();
      }
    }

    private void send() {
      if (toSend-- > 0) {
        client.send(server.localAddress(), buffer.clear());
      }
    }

    void next() {
      send();
      if (--toReceive == 0) {
        done.countDown();
      }
    }
  }
}
