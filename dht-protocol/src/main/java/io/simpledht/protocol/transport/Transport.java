package io.simpledht.protocol.transport;

import io.simpledht.protocol.Address;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Moves datagrams, and promises neither delivery, nor order, nor uniqueness, nor a reply, nor that
 * the source address is true.
 *
 * <p>Everything above it (retransmission, matching, reconciliation) exists because of that
 * sentence. A datagram is delivered whole or not at all; a receiver verifies its checksum itself.
 *
 * <p>The transport brings its own {@link EventLoop}: for UDP the selector thread, in the simulator
 * a view on virtual time. All methods are for the loop thread unless they say otherwise.
 */
public interface Transport extends AutoCloseable {

  /**
   * Begins to receive. Called once, from any thread; the handler is called on the loop from then
   * on.
   *
   * @throws IllegalStateException if already started or closed
   */
  void start(DatagramHandler handler);

  /**
   * Sends the bytes between position and limit, or drops them. Never blocks and never throws for a
   * network reason: an unreachable network, a full queue (oldest dropped first) and an interface
   * that went away are all loss, and counted. The buffer is consumed before this returns, so the
   * caller may reuse it at once.
   *
   * @throws IllegalArgumentException if more than {@link #maxDatagramBytes()} remain
   */
  void send(Address destination, ByteBuffer datagram);

  /** The bound address, with the real port where 0 was asked for. Any thread. */
  Address localAddress();

  /**
   * The address datagrams to {@code remote} leave from: another than {@link #localAddress()} where
   * that is a wildcard. Sends nothing. Loop only.
   */
  default Address localAddressTowards(Address remote) {
    return localAddress();
  }

  /** The most bytes one datagram may hold. Any thread. */
  int maxDatagramBytes();

  /** The loop all callbacks run on. Any thread. */
  EventLoop loop();

  /**
   * Looks a host name or literal address up without blocking the loop, and calls back on the loop,
   * never inside this call, with every address found; with an empty list if there is none. Never
   * cached beyond what the platform caches: a seed whose address changed is found again.
   */
  void resolve(String host, int port, Consumer<List<Address>> whenResolved);

  /** Counters since the start. Any thread. */
  TransportStats stats();

  /**
   * Stops receiving, frees the port and ends the loop after the tasks already queued. Prompt (well
   * under a second) and idempotent. Any thread; called on the loop it returns at once and the loop
   * ends after the current task, from elsewhere it returns when the port is free.
   *
   * @throws IOException if the platform failed to release the socket
   */
  @Override
  void close() throws IOException;
}
