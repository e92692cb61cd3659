package io.simpledht.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;

/** The yardstick: a thread that sends every datagram back, with nothing of ours in between. */
final class RawEcho implements AutoCloseable {

  private final DatagramChannel server;
  private final DatagramChannel client;
  private final Thread thread;

  RawEcho() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = DatagramChannel.open().bind(anyPort);
    client = DatagramChannel.open().bind(anyPort);
    client.connect(server.getLocalAddress());
    thread = new Thread(this::serve, "raw-echo");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(2_048);
    try {
      while (true) {
        buffer.clear();
        SocketAddress source = server.receive(buffer);
        buffer.flip();
        server.send(buffer, source);
      }
    } catch (ClosedChannelException closed) {
      // The comparison is over.
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /**
   * Nanoseconds for {@code count} round trips of {@code bytes}, with {@code window} outstanding.
   */
  long roundTrips(int count, int bytes, int window) throws IOException {
    ByteBuffer out = ByteBuffer.allocateDirect(bytes);
    ByteBuffer in = ByteBuffer.allocateDirect(2_048);
    long start = System.nanoTime();
    int sent = 0;
    for (int received = 0; received < count; received++) {
      while (sent < count && sent - received < window) {
        out.clear();
        client.write(out);
        sent++;
      }
      in.clear();
      client.read(in);
    }
    return System.nanoTime() - start;
  }

  @Override
  public void close() throws IOException {
    server.close();
    client.close();
  }
}
