package io.simpledht.simulator;

import io.simpledht.node.NodeBuilder;
import io.simpledht.node.SharedResources;
import io.simpledht.simulator.engine.Engine;
import io.simpledht.simulator.engine.Machine;
import io.simpledht.simulator.engine.Trace;
import io.simpledht.simulator.engine.Trace.Kind;
import io.simpledht.simulator.network.SimNetwork;
import io.simpledht.simulator.random.SimRandom;
import io.simpledht.simulator.result.TraceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A world in virtual time, made from one seed: equal seeds and equal calls give equal runs, event
 * for event. Time only goes on inside the {@code run} and {@code until} methods, which return when
 * it has passed; nothing waits for real. One thread; many simulations may run side by side.
 *
 * <pre>{@code
 * Simulation sim = Simulation.seeded(7);
 * sim.network().loss(0.2);
 * SimHost<Echo> first = sim.host(Echo::new);
 * sim.at(Duration.ofSeconds(3), first::crash);
 * sim.run(Duration.ofSeconds(10));
 * }</pre>
 *
 * <p>An exception that escapes from a program ends the run: the method that ran it throws {@link
 * SimulationFailure}.
 */
public final class Simulation {

  /** What wall clocks without error show at instant 0. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** The port programs bind unless they choose. */
  public static final int PORT = 5000;

  private final Engine engine;
  private final Trace trace;
  private final SimNetwork network;
  private final long seed;
  private final FailureReport report;
  private final List<SimHost<?>> hosts = new ArrayList<>();
  private final Invariants invariants = new Invariants();
  private final SharedResources resources = new SharedResources();
  private final long maxEvents;

  Simulation(SimulationOptions options) {
    this.seed = options.seed();
    this.maxEvents = options.maxEvents();
    this.trace = new Trace(options.keptEvents());
    this.engine = new Engine(START.toEpochMilli(), trace);
    if (options.randomTies()) {
      engine.randomTies(seed);
    }
    this.network = new SimNetwork(engine, seed, options.paranoid());
    this.report = new FailureReport(this, options.describer(), options.replayHint());
  }

  /** A world without hosts and faults, with default options. */
  public static Simulation seeded(long seed) {
    return SimulationOptions.seeded(seed).open();
  }

  // Hosts

  /** Adds a host and starts its program at once. */
  public <P> SimHost<P> host(HostFactory<P> factory) {
    Objects.requireNonNull(factory, "factory");
    Machine machine = new Machine(engine, hosts.size() + 1);
    SimHost<P> host = new SimHost<>(this, machine, factory);
    hosts.add(host);
    host.start();
    return host;
  }

  /** Adds a host that runs a node with default settings: a network of one until it is told more. */
  public SimNode node() {
    return node(NodeWiring.PLAIN);
  }

  /** Adds a host that runs a node; {@code settings} sees every life's builder. */
  public SimNode node(UnaryOperator<NodeBuilder> settings) {
    return node(
        new NodeWiring() {
          @Override
          public NodeBuilder settings(HostContext host, NodeBuilder builder) {
            return settings.apply(builder);
          }
        });
  }

  /** Adds a host that runs a node and lets {@code wiring} stand between the two. */
  public SimNode node(NodeWiring wiring) {
    return new SimNode(this, wiring);
  }

  /** All hosts, up or down, in the order they were added; unmodifiable. */
  public List<SimHost<?>> hosts() {
    return Collections.unmodifiableList(hosts);
  }

  // World

  /** The network between the hosts. */
  public SimNetwork network() {
    return network;
  }

  /** The seed of this world. */
  public long seed() {
    return seed;
  }

  /** A stream of chance for the test itself, by name; the same name gives the same stream. */
  public RandomGenerator random(String name) {
    return SimRandom.of(seed, "test-" + name, 0);
  }

  // Time

  /** Virtual time since the beginning. */
  public Duration elapsed() {
    return Duration.ofNanos(engine.now());
  }

  /** Lets virtual time pass. */
  public void run(Duration time) {
    long end = engine.now() + time.toNanos();
    while (step(end)) {
      continue;
    }
    engine.idleUntil(end);
  }

  /**
   * Lets time pass until {@code condition} holds, which is asked after every event.
   *
   * @throws SimulationFailure if it does not hold within {@code limit} of virtual time
   */
  public void until(BooleanSupplier condition, Duration limit) {
    until("the condition", condition, limit);
  }

  /**
   * Lets time pass until {@code condition} holds, which is asked after every event.
   *
   * @param what the condition in words, for the failure
   * @throws SimulationFailure if it does not hold within {@code limit} of virtual time
   */
  public void until(String what, BooleanSupplier condition, Duration limit) {
    long end = engine.now() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (!step(end)) {
        engine.idleUntil(end);
        throw failed(what + " did not come true within " + limit, null);
      }
    }
  }

  /**
   * Lets time pass until {@code condition} holds, asked ten times a virtual second: for conditions
   * that give the nodes work themselves, which would otherwise never leave the present instant.
   *
   * @throws SimulationFailure if it does not hold within {@code limit} of virtual time
   */
  public void eventually(String what, BooleanSupplier condition, Duration limit) {
    Duration end = elapsed().plus(limit);
    while (!condition.getAsBoolean()) {
      if (elapsed().compareTo(end) >= 0) {
        throw failed(what + " did not come true within " + limit, null);
      }
      run(Duration.ofMillis(100));
    }
  }

  /** Does {@code action} at this time since the beginning, which must not have passed. */
  public void at(Duration sinceStart, Runnable action) {
    engine.at(sinceStart.toNanos(), action);
  }

  /** Does {@code action} this long from now. */
  public void after(Duration delay, Runnable action) {
    engine.at(engine.now() + delay.toNanos(), action);
  }

  private boolean step(long limit) {
    if (engine.fired() >= maxEvents) {
      throw failed("more than " + maxEvents + " events", null);
    }
    try {
      boolean happened = engine.step(limit);
      if (happened) {
        invariants.check(this, engine.fired());
      }
      return happened;
    } catch (SimulationFailure e) {
      throw e;
    } catch (Exception | AssertionError e) {
      throw failed("the scenario", e);
    }
  }

  /**
   * From now on checks after every {@code everyEvents} events that {@code check} does not throw.
   *
   * @param name what has to hold, in words, for the failure
   * @param everyEvents 1 for a check that is cheap
   */
  public void always(String name, int everyEvents, Runnable check) {
    invariants.add(name, everyEvents, check);
  }

  // Trace

  /** A hash over everything that has happened; equal runs have equal hashes. */
  public long traceHash() {
    return trace.hash();
  }

  /**
   * The trace hash after every {@value Trace#CHECKPOINT_EVENTS} recorded events, oldest first. Of
   * two runs that differ, the first hashes that differ say about where.
   */
  public long[] traceCheckpoints() {
    return trace.checkpoints().stream().mapToLong(Trace.Checkpoint::hash).toArray();
  }

  /** Recorded events: those the trace hash covers. */
  public long traceLength() {
    return trace.count();
  }

  /**
   * Shows recorded events as they happen, each with everything the trace hash covers, as text.
   *
   * @param from number of the first one shown; the first of the run is 0
   * @param to number of the first one not shown any more
   */
  public void watchTrace(long from, long to, Consumer<String> watcher) {
    trace.watch(from, to, step -> watcher.accept(report.line(step)));
  }

  /** Events that have happened. */
  public long events() {
    return engine.fired();
  }

  /** Events that are waiting to happen. */
  public int pending() {
    return engine.pending();
  }

  /** The last events as text, one a line, oldest first. */
  public String lastEvents(int most) {
    return report.lastEvents(most);
  }

  /** The last events, oldest first. */
  public List<TraceEvent> trace(int most) {
    return report.events(most);
  }

  // For the hosts

  /** What all nodes of this world have in common. */
  SharedResources resources() {
    return resources;
  }

  Engine engine() {
    return engine;
  }

  Trace trace() {
    return trace;
  }

  void recordCrash(int host) {
    trace.record(engine.now(), Kind.CRASH, host, host, 0, 0);
  }

  void recordStart(int host) {
    trace.record(engine.now(), Kind.START, host, host, 0, 0);
  }

  /** Ends the run even if the caller is kept from throwing. */
  void fail(String where, Throwable fault) {
    SimulationFailure failure =
        fault instanceof SimulationFailure known ? known : failed(where, fault);
    engine.fail(failure);
    throw failure;
  }

  SimulationFailure failed(String what, Throwable cause) {
    return new SimulationFailure(report.message(what, cause), cause);
  }
}
