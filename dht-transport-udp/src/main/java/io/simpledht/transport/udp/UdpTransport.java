package io.simpledht.transport.udp;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.DatagramHandler;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.FaultPolicy;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.protocol.transport.TransportStats;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One UDP socket and one thread: the selector thread is the event loop, so a request is received,
 * decoded, served and answered without changing threads. A turn of the loop gives datagrams, tasks
 * and timers a bounded share each, so that a flood of one cannot starve the others.
 */
final class UdpTransport implements Transport {

  /** The most UDP carries over IPv4. */
  static final int MAX_DATAGRAM_BYTES = 65_507;

  /** After a failure of the platform the loop pauses this long, so that it cannot spin. */
  private static final long FAILURE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final long CLOSE_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final DatagramChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final UdpEventLoop loop;
  private final Address localAddress;
  private final NameLookups names;
  private final TrafficCounters traffic = new TrafficCounters();
  private final DatagramSender sender;
  private final DatagramReceiver receiver;
  private final SpinRule spin = new SpinRule();
  private final AtomicBoolean started = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile IOException closeFailure;

  private UdpTransport(DatagramChannel channel, Selector selector, FaultPolicy faultPolicy)
      throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.key = channel.register(selector, 0);
    this.loop = new UdpEventLoop(selector, faultPolicy);
    this.names = new NameLookups(loop, InetAddress::getAllByName);
    this.localAddress = SocketAddresses.translate((InetSocketAddress) channel.getLocalAddress());
    ChannelSocket socket = new ChannelSocket(channel, key);
    SocketAddresses addresses = new SocketAddresses();
    this.sender = new DatagramSender(socket, addresses, traffic, new SendQueue());
    this.receiver = new DatagramReceiver(socket, addresses, traffic, loop);
  }

  /** Takes over a bound, non-blocking channel and starts the loop. */
  static UdpTransport open(DatagramChannel channel, String threadName, FaultPolicy faultPolicy)
      throws IOException {
    Selector selector = Selector.open();
    try {
      UdpTransport transport = new UdpTransport(channel, selector, faultPolicy);
      Thread thread = new Thread(transport::run, threadName);
      // An embedding program ends when its own threads do; a node is closed or goes with the
      // process.
      thread.setDaemon(true);
      transport.loop.owner(thread);
      thread.start();
      return transport;
    } catch (IOException | RuntimeException | Error failed) {
      selector.close();
      throw failed;
    }
  }

  @Override
  public void start(DatagramHandler datagramHandler) {
    Objects.requireNonNull(datagramHandler, "handler");
    if (!started.compareAndSet(false, true)) {
      throw new IllegalStateException("the transport was started already");
    }
    try {
      loop.execute(() -> receiver.start(datagramHandler));
    } catch (RejectedExecutionException closed) {
      throw new IllegalStateException("the transport is closed", closed);
    }
  }

  private void run() {
    try {
      while (!loop.isClosed()) {
        guardedTurn();
      }
    } finally {
      end();
    }
  }

  // What a handler, task or timer throws never gets here. What does is the platform out of order
  // or out of memory, and both may pass.
  private void guardedTurn() {
    try {
      sleep();
      turn();
    } catch (IOException | VirtualMachineError failed) {
      loop.report("event loop", failed);
      LockSupport.parkNanos(FAILURE_PAUSE_NANOS);
    }
  }

  private void sleep() throws IOException {
    // A handler that left the interrupt flag set would turn every sleep into a busy wait.
    Thread.interrupted();
    if (spin.isWorthwhile() && findsWorkAwake()) {
      return;
    }
    long begun = loop.nanoTime();
    long nanos = loop.beginSleep();
    try {
      if (nanos == 0) {
        selector.selectNow();
      } else if (nanos == Long.MAX_VALUE) {
        selector.select();
      } else {
        selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
      }
    } finally {
      loop.endSleep();
    }
    spin.onSlept(loop.nanoTime() - begun);
  }

  /** Yields at each turn, so that whoever brings the work has a processor to do it on. */
  private boolean findsWorkAwake() throws IOException {
    long begun = loop.nanoTime();
    long nanos = 0;
    boolean found = false;
    while (!found && nanos < SpinRule.MAX_NANOS && !loop.isClosed()) {
      found = selector.selectNow() > 0 || loop.hasTasks();
      if (!found) {
        Thread.yield();
      }
      nanos = loop.nanoTime() - begun;
    }
    spin.onStayedAwake(nanos);
    return found;
  }

  private void turn() {
    if (!selector.selectedKeys().isEmpty()) {
      selector.selectedKeys().clear();
      if (key.isWritable()) {
        sender.drain();
      }
      if (key.isReadable()) {
        receiver.receive();
      }
    }
    loop.runTurn();
  }

  @Override
  public void send(Address destination, ByteBuffer datagram) {
    Objects.requireNonNull(destination, "destination");
    if (datagram.remaining() > MAX_DATAGRAM_BYTES) {
      throw new IllegalArgumentException(
          "a datagram holds at most " + MAX_DATAGRAM_BYTES + " bytes, was " + datagram.remaining());
    }
    if (!loop.inLoop()) {
      throw new IllegalStateException("sending is for the loop thread: use execute first");
    }
    sender.send(destination, datagram);
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
      probe.connect(SocketAddresses.translate(remote));
      InetSocketAddress chosen = (InetSocketAddress) probe.getLocalAddress();
      return SocketAddresses.translate(chosen).withPort(localAddress.port());
    } catch (IOException | RuntimeException unreachable) {
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
    loop.close();
    if (loop.inLoop()) {
      return;
    }
    awaitEnd();
    if (closeFailure != null) {
      throw new IOException("the socket was not released", closeFailure);
    }
  }

  // An interrupt does not cut the wait short: whoever closes wants the port free afterwards.
  private void awaitEnd() throws IOException {
    long deadlineNanos = loop.nanoTime() + CLOSE_PATIENCE_NANOS;
    boolean interrupted = false;
    try {
      while (ended.getCount() > 0) {
        try {
          if (!ended.await(deadlineNanos - loop.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw new IOException("the event loop is stuck in a task: the port is not free yet");
          }
        } catch (InterruptedException again) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void end() {
    names.close();
    try {
      loop.finish();
      sender.close();
    } finally {
      release();
      ended.countDown();
    }
  }

  // The selector last: the platform frees the port once no selector knows the channel.
  private void release() {
    for (Closeable resource : List.of(channel, selector)) {
      try {
        resource.close();
      } catch (IOException failed) {
        closeFailure = failed;
      }
    }
  }
}
