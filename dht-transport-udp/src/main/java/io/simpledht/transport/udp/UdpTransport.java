package io.simpledht.transport.udp;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.DatagramHandler;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.FaultPolicy;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.protocol.transport.TransportStats;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One UDP socket and one thread: the selector thread is the event loop, so a request is received,
 * decoded, served and answered without changing threads.
 */
final class UdpTransport implements Transport {

  /** The most UDP carries over IPv4. */
  static final int MAX_DATAGRAM_BYTES = 65_507;

  /** Datagrams taken in one turn before timers and tasks have theirs. */
  private static final int DATAGRAMS_PER_TURN = 128;

  /** After a failure of the platform the loop pauses this long, so that it cannot spin. */
  private static final long FAILURE_PAUSE_MILLIS = 10;

  private static final long CLOSE_PATIENCE_SECONDS = 5;

  private final DatagramChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final UdpEventLoop loop;
  private final FaultPolicy faultPolicy;
  private final Address localAddress;
  private final Thread thread;
  private final NameLookups names;
  private final TrafficCounters traffic = new TrafficCounters();
  private final SocketAddresses addresses = new SocketAddresses();
  private final SendQueue queue = new SendQueue();
  private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
  private final ByteBuffer inView = in.asReadOnlyBuffer();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile DatagramHandler handler;
  private volatile boolean closing;

  /** Takes over a bound, non-blocking channel and starts the loop. */
  UdpTransport(DatagramChannel channel, String threadName, FaultPolicy faultPolicy)
      throws IOException {
    this.channel = channel;
    this.faultPolicy = faultPolicy;
    this.selector = Selector.open();
    this.key = channel.register(selector, 0);
    this.loop = new UdpEventLoop(selector, faultPolicy);
    this.names = new NameLookups(loop);
    this.localAddress = SocketAddresses.fromPlatform(channel.getLocalAddress());
    this.thread = new Thread(this::run, threadName);
    // An embedding program ends when its own threads do; a node is closed or goes with the process.
    thread.setDaemon(true);
    loop.owner(thread);
    thread.start();
  }

  @Override
  public void start(DatagramHandler datagramHandler) {
    if (closing) {
      throw new IllegalStateException("the transport is closed");
    }
    if (handler != null) {
      throw new IllegalStateException("the transport was started already");
    }
    handler = datagramHandler;
    loop.execute(() -> key.interestOpsOr(SelectionKey.OP_READ));
  }

  private void run() {
    try {
      while (!closing) {
        sleep();
        turn();
      }
    } finally {
      end();
    }
  }

  private void sleep() {
    long nanos = loop.beginSleep();
    try {
      if (nanos == 0) {
        selector.selectNow();
      } else if (nanos == Long.MAX_VALUE) {
        selector.select();
      } else {
        selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
      }
    } catch (IOException failed) {
      faultPolicy.unexpected("selector", failed);
      pause();
    } finally {
      loop.endSleep();
    }
  }

  private void turn() {
    selector.selectedKeys().clear();
    if (key.isValid() && key.isWritable()) {
      drainQueue();
    }
    if (key.isValid() && key.isReadable()) {
      receive();
    }
    loop.runTurn();
  }

  private void receive() {
    for (int i = 0; i < DATAGRAMS_PER_TURN && !closing; i++) {
      in.clear();
      SocketAddress source;
      try {
        source = channel.receive(in);
      } catch (IOException failed) {
        faultPolicy.unexpected("socket", failed);
        pause();
        return;
      }
      if (source == null) {
        return;
      }
      traffic.received(in.position());
      inView.clear().limit(in.position());
      loop.run("datagram handler", () -> deliver(source));
    }
  }

  private void deliver(SocketAddress source) {
    handler.onDatagram(SocketAddresses.fromPlatform(source), inView);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(FAILURE_PAUSE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void send(Address destination, ByteBuffer datagram) {
    if (datagram.remaining() > MAX_DATAGRAM_BYTES) {
      throw new IllegalArgumentException(
          "a datagram holds at most " + MAX_DATAGRAM_BYTES + " bytes, not " + datagram.remaining());
    }
    if (!loop.inLoop()) {
      throw new IllegalStateException("sending is for the loop thread: use execute first");
    }
    if (!queue.isEmpty() || !write(destination, datagram)) {
      traffic.dropped(queue.add(destination, datagram));
      key.interestOpsOr(SelectionKey.OP_WRITE);
    }
    datagram.position(datagram.limit());
  }

  /** False if the socket would block; whatever else keeps a datagram from leaving is loss. */
  private boolean write(Address destination, ByteBuffer datagram) {
    int bytes = datagram.remaining();
    try {
      if (channel.send(datagram, addresses.toPlatform(destination)) == 0 && bytes > 0) {
        return false;
      }
      traffic.sent(bytes);
    } catch (IOException | RuntimeException unreachable) {
      // RuntimeException: an IPv6 destination on an IPv4 socket, or an unresolvable scope.
      traffic.dropped(1);
    }
    return true;
  }

  private void drainQueue() {
    for (SendQueue.Queued next = queue.peek(); next != null; next = queue.peek()) {
      if (!write(next.destination(), next.datagram())) {
        return;
      }
      queue.remove();
    }
    key.interestOpsAnd(~SelectionKey.OP_WRITE);
  }

  @Override
  public Address localAddress() {
    return localAddress;
  }

  /** Connecting a UDP socket sends nothing, but makes the platform choose the source address. */
  @Override
  public Address localAddressTowards(Address remote) {
    if (!localAddress.isWildcard()) {
      return localAddress;
    }
    try (DatagramChannel probe = DatagramChannel.open()) {
      probe.connect(addresses.toPlatform(remote));
      return SocketAddresses.fromPlatform(probe.getLocalAddress()).withPort(localAddress.port());
    } catch (IOException unreachable) {
      return localAddress;
    }
  }

  @Override
  public int maxDatagramBytes() {
    return MAX_DATAGRAM_BYTES;
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public void resolve(String host, int port, Consumer<List<Address>> whenResolved) {
    names.resolve(host, port, whenResolved);
  }

  @Override
  public TransportStats stats() {
    return traffic.snapshot();
  }

  @Override
  public void close() throws IOException {
    closing = true;
    selector.wakeup();
    if (loop.inLoop()) {
      return;
    }
    try {
      if (!ended.await(CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the event loop did not end within " + CLOSE_PATIENCE_SECONDS + " s");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    loop.finish();
    drainQueue();
    names.close();
    try {
      channel.close();
      selector.close();
    } catch (IOException failed) {
      faultPolicy.unexpected("close", failed);
    } finally {
      ended.countDown();
    }
  }
}
