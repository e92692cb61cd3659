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
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;

/** Opens transports over UDP sockets. */
public final class UdpTransportProvider implements TransportProvider {

  /** Room for bursts: a joiner's pages and a busy moment arrive faster than they are served. */
  private static final int SOCKET_BUFFER_BYTES = 4 << 20;

  /** For {@link java.util.ServiceLoader}. */
  public UdpTransportProvider() {}

  @Override
  public String name() {
    return "udp";
  }

  @Override
  public Transport open(TransportConfig config) throws IOException {
    InetAddress host = localHost(config.host());
    DatagramChannel channel = DatagramChannel.open(familyOf(host));
    try {
      channel.configureBlocking(false);
      // The platform grants what it allows; less is no failure.
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
      bind(channel, host, config);
      return new UdpTransport(channel, config.threadName(), config.faultPolicy());
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  private static InetAddress localHost(String host) throws BindException {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      BindException failure =
          new BindException("Unknown host: " + host + "; give an address of this machine");
      failure.initCause(unknown);
      throw failure;
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
      BindException clear = new BindException(explain(refused, config));
      clear.initCause(refused);
      throw clear;
    }
  }

  private static String explain(BindException refused, TransportConfig config) {
    String where = config.host() + ":" + config.port();
    String reason = String.valueOf(refused.getMessage());
    if (reason.contains("in use")) {
      return "Address already in use: " + where + "; choose another port or stop who uses it";
    }
    if (reason.contains("ermission")) {
      return "Not permitted: " + where + "; ports below 1024 need privileges, choose a higher one";
    }
    return "Cannot bind " + where + ": " + reason + "; give an address of this machine";
  }
}
