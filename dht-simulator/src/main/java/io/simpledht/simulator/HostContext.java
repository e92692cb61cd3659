package io.simpledht.simulator;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.FaultPolicy;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.protocol.transport.TransportProvider;
import java.util.random.RandomGenerator;

/** The world as the program of one host sees it; good for one life of that host. */
public interface HostContext {

  /** The host's number, from 1 in the order hosts were added. */
  int number();

  /** Which life this is: 0 at the first start, one more at each restart. */
  int life();

  /** The host's address with the port its program usually binds, {@link Simulation#PORT}. */
  Address address();

  /**
   * Binds a port.
   *
   * @param port 0 for any that is free
   * @throws java.io.UncheckedIOException if the port is in use
   */
  Transport open(int port);

  /** Binds {@link Simulation#PORT}. */
  default Transport transport() {
    return open(Simulation.PORT);
  }

  /**
   * Opens transports of this host for programs that want a provider; host names in the
   * configuration are ignored, its fault policy is used.
   */
  TransportProvider transports();

  /** Chance for this life of this host, independent of everybody else's. */
  RandomGenerator random();

  /** What survives a crash. */
  HostDisk disk();

  /** Fails the run, naming the host. */
  FaultPolicy faultPolicy();
}
