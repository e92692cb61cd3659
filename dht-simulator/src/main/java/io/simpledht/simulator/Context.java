package io.simpledht.simulator;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.FaultPolicy;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.protocol.transport.TransportConfig;
import io.simpledht.protocol.transport.TransportProvider;
import io.simpledht.simulator.random.SimRandom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.random.RandomGenerator;

/** Binds one life of a host to the simulation. */
final class Context implements HostContext, TransportProvider {

  private final Simulation simulation;
  private final SimHost<?> host;
  private final int life;
  private final RandomGenerator random;

  Context(Simulation simulation, SimHost<?> host, int life) {
    this.simulation = simulation;
    this.host = host;
    this.life = life;
    this.random = SimRandom.of(simulation.seed(), "host-" + host.number(), life);
  }

  @Override
  public int number() {
    return host.number();
  }

  @Override
  public int life() {
    return life;
  }

  @Override
  public Address address() {
    return host.address();
  }

  @Override
  public Transport open(int port) {
    try {
      return bind(port, faultPolicy());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public TransportProvider transports() {
    return this;
  }

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public Transport open(TransportConfig config) throws IOException {
    return bind(config.port(), config.faultPolicy());
  }

  private Transport bind(int port, FaultPolicy policy) throws BindException {
    Transport transport = simulation.network().open(host.machine(), port, policy);
    host.opened(transport);
    return transport;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public HostDisk disk() {
    return host.disk();
  }

  @Override
  public FaultPolicy faultPolicy() {
    return (where, fault) -> simulation.fail(where + " of " + host, fault);
  }
}
