package io.simpledht.node;

import io.simpledht.node.bootstrap.HostPort;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.protocol.transport.TransportConfig;
import io.simpledht.protocol.transport.TransportProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.slf4j.LoggerFactory;

/**
 * What a client runs on.
 *
 * @param transport open and not started; closed with the client
 * @param random source of request ids; unpredictable in production
 * @param server the node's address
 * @param serverName the node's address as people wrote it, for messages
 * @param timeout how long each operation waits for the node, 1 ms to 10 min
 */
public record ClientSetup(
    Transport transport,
    RandomGenerator random,
    Address server,
    String serverName,
    Duration timeout) {

  public ClientSetup {
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(random, "random");
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(serverName, "serverName");
    WriteOptions.requireTimeout(timeout);
  }

  /**
   * Opens a transport for talking to {@code host:port} and resolves the name. Programs that compile
   * against a transport spare themselves the look-up of the installed one.
   *
   * @throws IllegalArgumentException if the host is no name or address, or the port no port
   * @throws DhtException if the host name is unknown or no socket could be opened
   */
  public static ClientSetup open(
      TransportProvider transports, String host, int port, Duration timeout) {
    WriteOptions.requireTimeout(timeout);
    String name = new HostPort(host, port).toString();
    Transport transport = openTransport(transports, host);
    try {
      List<Address> addresses = resolve(transport, host, port, timeout);
      if (addresses.isEmpty()) {
        throw new DhtException("the host name " + host + " is unknown");
      }
      return new ClientSetup(
          transport, new SystemEntropy(), addresses.get(0).orLoopback(), name, timeout);
    } catch (RuntimeException | Error failed) {
      closeQuietly(transport);
      throw failed;
    }
  }

  private static Transport openTransport(TransportProvider transports, String host) {
    String anyAddress = host.indexOf(':') >= 0 ? "::" : "0.0.0.0";
    try {
      return transports.open(
          new TransportConfig(anyAddress, 0, "simpledht-client", ClientSetup::carryOn));
    } catch (IOException failed) {
      throw new DhtException("no socket could be opened: " + failed.getMessage(), failed);
    }
  }

  /**
   * Ending the loop would leave whoever waits for an answer waiting for ever. The log is looked up
   * only now, because that takes longer than a client command.
   */
  private static void carryOn(String where, Throwable fault) {
    LoggerFactory.getLogger(DhtClient.class).error("unexpected failure in {}", where, fault);
  }

  /** A name server may take minutes, or never answer: that is no reason to hang. */
  static List<Address> resolve(Transport transport, String host, int port, Duration timeout) {
    EventLoop loop = transport.loop();
    CompletableFuture<List<Address>> found =
        new ApiCalls(loop)
            .onLoop(
                future -> {
                  transport.resolve(host, port, future::complete);
                  loop.schedule(
                      timeout.toNanos(),
                      () -> future.completeExceptionally(tooSlow(host, timeout)));
                });
    return Futures.await(loop, found);
  }

  private static DhtException tooSlow(String host, Duration timeout) {
    return new DhtException(
        "the host name " + host + " could not be looked up within " + timeout.toMillis() + " ms");
  }

  private static void closeQuietly(Transport transport) {
    try {
      transport.close();
    } catch (IOException failed) {
      throw new DhtException("the socket could not be closed", failed);
    }
  }
}
