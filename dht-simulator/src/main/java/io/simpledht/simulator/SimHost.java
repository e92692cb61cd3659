package io.simpledht.simulator;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.simulator.engine.Machine;
import io.simpledht.simulator.engine.SimEventLoop;
import io.simpledht.simulator.network.SimNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One simulated host. The handle stays good through crashes and restarts; the program is a new one
 * after each.
 *
 * @param <P> what the host runs
 */
public final class SimHost<P> {

  private final Simulation simulation;
  private final Machine machine;
  private final HostFactory<P> factory;
  private final HostDisk disk = new HostDisk();
  private final List<Transport> transports = new ArrayList<>(1);
  private P program;
  private int life;

  SimHost(Simulation simulation, Machine machine, HostFactory<P> factory) {
    this.simulation = simulation;
    this.machine = machine;
    this.factory = factory;
  }

  /** Its number, from 1 in the order hosts were added. */
  public int number() {
    return machine.number();
  }

  /** Its address at this moment, with {@link Simulation#PORT}. */
  public Address address() {
    return simulation.network().currentAddressOf(number(), Simulation.PORT);
  }

  /** Whether its program runs. */
  public boolean isUp() {
    return program != null;
  }

  /**
   * The program of the present life.
   *
   * @throws IllegalStateException if the host is down
   */
  public P program() {
    if (program == null) {
      throw new IllegalStateException(this + " is down");
    }
    return program;
  }

  /** What survives its crashes. */
  public HostDisk disk() {
    return disk;
  }

  /**
   * Ends its program at once, in the middle of everything; the disk stays. Without effect if down.
   */
  public void crash() {
    if (program == null) {
      return;
    }
    simulation.recordCrash(number());
    program = null;
    life++;
    machine.crash();
    for (Transport transport : transports) {
      SimNetwork.crash(transport);
    }
    transports.clear();
    disk.crash();
  }

  /** Crashes the host and loses its disk. */
  public void amnesia() {
    crash();
    disk.wipe();
  }

  /**
   * Asks its program to go, by closing it if it is {@link AutoCloseable}, so that it may say
   * good-bye; the host stays up until {@link #crash}.
   */
  public void leave() {
    if (program instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw simulation.failed("closing " + this, e);
      }
    }
  }

  /** Starts a new program on the old disk, crashing the old one if it still runs. */
  public void restart() {
    crash();
    start();
  }

  void start() {
    simulation.recordStart(number());
    Context context = new Context(simulation, this, life);
    try {
      program = factory.start(context);
    } catch (Exception e) {
      throw simulation.failed("starting " + this, e);
    }
    if (program == null) {
      throw new IllegalStateException("the factory of " + this + " made nothing");
    }
  }

  /** Stops its world: events wait, datagrams beyond 208 KiB are lost. */
  public void pause() {
    machine.pause();
  }

  /** Lets its world go on. */
  public void resume() {
    machine.resume();
  }

  /** Makes each datagram, timer and task take this long; zero makes it infinitely fast again. */
  public void slow(Duration perEvent) {
    machine.slow(perEvent.toNanos());
  }

  /** Moves its wall clock, forward if positive. */
  public void jumpClock(Duration by) {
    machine.clock().jump(by.toNanos());
  }

  /**
   * Gives it another address, at once if its program runs, which is not told: somebody walked out
   * of one network into the next, or a router forgot its mappings.
   */
  public void move() {
    simulation.network().move(machine, transports);
  }

  /** Makes its wall clock gain this many microseconds each second. */
  public void driftClock(double ppm) {
    machine.clock().drift(ppm, simulation.engine().now());
  }

  /** Looks at its program as its event loop would, without an event. */
  <T> T look(Supplier<T> at) {
    SimEventLoop loop = (SimEventLoop) transports.get(0).loop();
    SimEventLoop outer = loop.enter();
    try {
      return at.get();
    } finally {
      loop.leave(outer);
    }
  }

  Machine machine() {
    return machine;
  }

  void opened(Transport transport) {
    transports.add(transport);
  }

  /** Its name in the network, {@code node-} and the number. */
  @Override
  public String toString() {
    return "node-" + number();
  }
}
