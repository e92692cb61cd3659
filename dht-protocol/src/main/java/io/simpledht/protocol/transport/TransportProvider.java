package io.simpledht.protocol.transport;

import java.io.IOException;

/**
 * Opens transports; found with {@link java.util.ServiceLoader}, so that one dependency works out of
 * the box and the node compiles against no socket.
 */
public interface TransportProvider {

  /** A short name for messages, such as {@code "udp"}. */
  String name();

  /**
   * Binds and returns a transport that does not yet receive.
   *
   * @throws java.net.BindException if the address is in use or not ours; the message names address
   *     and port and begins with {@code "Address already in use"} where that is the cause
   * @throws IOException if the platform refused for another reason
   */
  Transport open(TransportConfig config) throws IOException;
}
