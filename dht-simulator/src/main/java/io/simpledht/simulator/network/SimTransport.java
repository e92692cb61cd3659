package io.simpledht.simulator.network;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.DatagramHandler;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.FaultPolicy;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.protocol.transport.TransportStats;
import io.simpledht.simulator.engine.Engine;
import io.simpledht.simulator.engine.SimEventLoop;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** One bound address of a simulated host. Nothing is ever delivered inside {@link #send}. */
final class SimTransport implements Transport {

  private final Pipeline pipeline;
  private Endpoint endpoint;
  private final SimEventLoop loop;
  private DatagramHandler handler;
  private boolean started;
  private boolean closed;
  private boolean mute;
  private long datagramsSent;
  private long bytesSent;
  private long datagramsReceived;
  private long bytesReceived;
  private long sendsDropped;

  SimTransport(Pipeline pipeline, Endpoint endpoint, Engine engine, FaultPolicy faultPolicy) {
    this.pipeline = pipeline;
    this.endpoint = endpoint;
    this.loop = new SimEventLoop(engine, endpoint.machine, faultPolicy);
  }

  @Override
  public void start(DatagramHandler receiver) {
    if (started || closed) {
      throw new IllegalStateException(closed ? "transport is closed" : "transport has started");
    }
    handler = Objects.requireNonNull(receiver, "handler");
    started = true;
  }

  @Override
  public void send(Address destination, ByteBuffer datagram) {
    int length = datagram.remaining();
    if (length > SimNetwork.MAX_DATAGRAM_BYTES) {
      throw new IllegalArgumentException(
          "a datagram holds at most " + SimNetwork.MAX_DATAGRAM_BYTES + " bytes, was " + length);
    }
    Objects.requireNonNull(destination, "destination");
    if (mute) {
      sendsDropped++;
    } else {
      datagramsSent++;
      bytesSent += length;
      pipeline.send(endpoint, destination, datagram);
    }
    datagram.position(datagram.limit());
  }

  @Override
  public Address localAddress() {
    return endpoint.address;
  }

  @Override
  public int maxDatagramBytes() {
    return SimNetwork.MAX_DATAGRAM_BYTES;
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public void resolve(String host, int port, Consumer<List<Address>> whenResolved) {
    loop.schedule(
        pipeline.settings().resolveNanos,
        () -> whenResolved.accept(pipeline.book().resolve(host, port)));
  }

  @Override
  public TransportStats stats() {
    return new TransportStats(
        datagramsSent, bytesSent, datagramsReceived, bytesReceived, sendsDropped);
  }

  /** Tasks already queued may still send: a program says goodbye that way. */
  @Override
  public void close() {
    if (!closed) {
      stopReceiving();
      loop.execute(() -> mute = true);
      loop.close();
    }
  }

  /** The machine is gone: nothing runs any more and nothing is remembered. */
  void crash() {
    mute = true;
    stopReceiving();
    loop.crash();
  }

  private void stopReceiving() {
    closed = true;
    handler = null;
    unbind();
  }

  private void unbind() {
    if (endpoint.transport() == this) {
      endpoint.bind(null);
    }
  }

  /** Goes on under another address of the same machine, as if nothing had happened. */
  void moveTo(Endpoint other) {
    if (!closed) {
      unbind();
      endpoint = other;
      endpoint.bind(this);
    }
  }

  /** Whether datagrams are taken. */
  boolean receives() {
    return handler != null;
  }

  void deliver(Address source, ByteBuffer payload) {
    datagramsReceived++;
    bytesReceived += payload.remaining();
    SimEventLoop outer = loop.enter();
    try {
      handler.onDatagram(source, payload);
    } catch (Throwable fault) {
      loop.unexpected("datagram handler", fault);
    } finally {
      loop.leave(outer);
    }
  }
}
