package io.simpledht.node;

import io.simpledht.protocol.transport.TransportProvider;
import java.util.Iterator;
import java.util.ServiceLoader;

/** Finds the transport that is installed. */
final class Transports {

  private Transports() {}

  static TransportProvider installed() {
    // The class loader of this library: the thread's own may be a container's that sees neither of
    // us.
    Iterator<TransportProvider> installed =
        ServiceLoader.load(TransportProvider.class, Transports.class.getClassLoader()).iterator();
    if (!installed.hasNext()) {
      throw new IllegalStateException(
          "no transport is installed: add dht-transport-udp to the class path or module path");
    }
    return installed.next();
  }
}
