package io.simpledht.transport.udp;

import io.simpledht.protocol.transport.Transport;
import io.simpledht.protocol.transport.TransportConfig;
import io.simpledht.protocol.transport.TransportProvider;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;

/** Opens transports over UDP sockets. */
public final class UdpTransportProvider implements TransportProvider {

  /** Those below are for privileged users, where the platform makes a difference. */
  public static final int FIRST_FREE_PORT = 1_024;

  /** Room for bursts: a joiner's pages and a busy moment arrive faster than they are served. */
  private static final int SOCKET_BUFFER_BYTES = 4 << 20;

  /** Below this every platform's own choice is better. */
  private static final int MIN_SOCKET_BUFFER_BYTES = 256 << 10;

  /** For {@link java.util.ServiceLoader}. */
  public UdpTransportProvider() {}

  @Override
  public String name() {
    return "udp";
  }

  @Override
  public Transport open(TransportConfig config) throws IOException {
    InetAddress host = localHost(config.host());
    DatagramChannel channel = openChannel(host, config);
    try {
      channel.configureBlocking(false);
      enlarge(channel, StandardSocketOptions.SO_RCVBUF);
      enlarge(channel, StandardSocketOptions.SO_SNDBUF);
      bind(channel, host, config);
      return UdpTransport.open(channel, config.threadName(), config.faultPolicy());
    } catch (IOException | RuntimeException | Error failed) {
      channel.close();
      throw failed;
    }
  }

  private static InetAddress localHost(String host) throws BindException {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      throw failure("Unknown host: " + host + "; give an address of this machine", unknown);
    }
  }

  // An IPv6 socket is dual-stack here: bound to "::" it serves IPv4 as well.
  private static DatagramChannel openChannel(InetAddress host, TransportConfig config)
      throws IOException {
    try {
      return DatagramChannel.open(familyOf(host));
    } catch (UnsupportedOperationException noIpv6) {
      throw failure(
          "Cannot bind " + where(config) + ": IPv6 is switched off on this machine; use 0.0.0.0",
          noIpv6);
    }
  }

  /** Some platforms grant what they allow of a size, others refuse all of it: ask for less then. */
  private static void enlarge(DatagramChannel channel, SocketOption<Integer> buffer) {
    for (int bytes = SOCKET_BUFFER_BYTES; bytes >= MIN_SOCKET_BUFFER_BYTES; bytes /= 2) {
      try {
        channel.setOption(buffer, bytes);
        return;
      } catch (IOException tooMuch) {
        // The next size, or in the end what the platform chose.
        continue;
      }
    }
  }

  private static ProtocolFamily familyOf(InetAddress host) {
    return host instanceof Inet4Address
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  private static void bind(DatagramChannel channel, InetAddress host, TransportConfig config)
      throws IOException {
    try {
      channel.bind(new InetSocketAddress(host, config.port()));
    } catch (BindException refused) {
      throw failure(explain(refused, config), refused);
    }
  }

  private static BindException failure(String message, Exception cause) {
    BindException failure = new BindException(message);
    failure.initCause(cause);
    return failure;
  }

  private static String where(TransportConfig config) {
    String host = config.host();
    return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + config.port();
  }

  static String explain(BindException refused, TransportConfig config) {
    String where = where(config);
    String reason = String.valueOf(refused.getMessage());
    if (reason.contains("in use")) {
      return "Address already in use: " + where + "; choose another port or stop who uses it";
    }
    if (reason.contains("ermission")) {
      return "Not permitted: "
          + where
          + (config.port() < FIRST_FREE_PORT
              ? "; ports below 1024 need privileges, choose a higher one"
              : "; choose another port");
    }
    return "Cannot bind " + where + ": " + reason + "; give an address of this machine";
  }
}
