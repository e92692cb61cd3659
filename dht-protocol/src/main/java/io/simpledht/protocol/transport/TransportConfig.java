package io.simpledht.protocol.transport;

import java.util.Objects;

/**
 * Where and how a transport is opened.
 *
 * @param host address or name of the local interface to bind, {@code "0.0.0.0"} and {@code "::"}
 *     for all of them
 * @param port 0 to 65535; 0 lets the platform choose
 * @param threadName name of the loop's thread where it has one
 * @param faultPolicy receives what escapes from handlers and tasks
 */
public record TransportConfig(String host, int port, String threadName, FaultPolicy faultPolicy) {

  public TransportConfig {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(threadName, "threadName");
    Objects.requireNonNull(faultPolicy, "faultPolicy");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
    }
  }
}
