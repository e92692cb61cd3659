package io.simpledht.simulator.network;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.FaultPolicy;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.simulator.engine.Engine;
import io.simpledht.simulator.engine.Machine;
import io.simpledht.simulator.network.BurstLoss.Bursts;
import io.simpledht.simulator.random.Law;
import io.simpledht.simulator.random.SimRandom;
import java.net.BindException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The network between the hosts of one simulation. Without faults every datagram arrives once,
 * after {@link #DEFAULT_LATENCY}. Faults are laws, which hold for all traffic until set again, and
 * rules, which hold until healed; both may be changed at any time and apply to what is sent from
 * then on.
 *
 * <p>Hosts are named by their numbers here, from 1 in the order they were added; host 258 owns the
 * address 10.0.1.2 and the name {@code node-258}.
 */
public final class SimNetwork {

  /** Most bytes of payload in one UDP datagram over IPv4. */
  public static final int MAX_DATAGRAM_BYTES = 65_507;

  /** 10 ms and a log-normal part with a median of 10 ms: roughly one continent. */
  public static final Latency DEFAULT_LATENCY =
      Latency.of(Duration.ofMillis(10), Law.logNormal(Duration.ofMillis(10), 0.5));

  private static final int FIRST_EPHEMERAL_PORT = 49_152;

  private final Engine engine;
  private final long seed;
  private final Settings settings = new Settings();
  private final AddressBook book = new AddressBook();
  private final Rules rules;
  private final Pipeline pipeline;
  private Bursts bursts;

  /** A network without hosts and without faults. For {@code Simulation}, which makes one. */
  @SuppressWarnings("exports") // the engine is not for users of a simulation
  public SimNetwork(Engine engine, long seed, boolean paranoid) {
    this.engine = engine;
    this.seed = seed;
    this.pipeline = new Pipeline(engine, settings, book, seed, paranoid);
    this.rules = pipeline.rules();
  }

  /** The address a host has before it ever moved, whether it exists yet or not. */
  public static Address addressOf(int host, int port) {
    return AddressBook.addressOf(host, port);
  }

  /** The address a host has at this moment, whether it exists yet or not. */
  public Address currentAddressOf(int host, int port) {
    return book.currentAddressOf(host, port);
  }

  /**
   * Binds a port of a machine. For {@code Simulation}.
   *
   * @param port 0 for any that is free
   * @throws BindException if the port is in use
   */
  @SuppressWarnings("exports") // the engine is not for users of a simulation
  public Transport open(Machine machine, int port, FaultPolicy faultPolicy) throws BindException {
    int bound = port == 0 ? freePort(machine.number()) : port;
    Endpoint endpoint = endpoint(machine, bound);
    if (endpoint.transport() != null) {
      throw new BindException("Address already in use: " + endpoint.address);
    }
    SimTransport transport = new SimTransport(pipeline, endpoint, engine, faultPolicy);
    endpoint.bind(transport);
    return transport;
  }

  private Endpoint endpoint(Machine machine, int port) {
    return book.claim(book.currentAddressOf(machine.number(), port), machine);
  }

  private int freePort(int host) {
    for (int port = FIRST_EPHEMERAL_PORT; port <= 65_535; port++) {
      Endpoint endpoint = book.find(book.currentAddressOf(host, port));
      if (endpoint == null || endpoint.transport() == null) {
        return port;
      }
    }
    throw new IllegalStateException("host " + host + " has no free port");
  }

  /** Ends a transport as a crash does. For {@code Simulation}. */
  public static void crash(Transport transport) {
    ((SimTransport) transport).crash();
  }

  /**
   * Gives a machine another address, under which it is bound from now on; what is sent to the old
   * one is lost, and a translating box in front of it begins anew. For {@code Simulation}.
   */
  @SuppressWarnings("exports") // the engine is not for users of a simulation
  public void move(Machine machine, List<Transport> bound) {
    book.move(machine.number());
    for (Transport transport : bound) {
      ((SimTransport) transport).moveTo(endpoint(machine, transport.localAddress().port()));
    }
  }

  /** What has become of all datagrams so far. */
  public NetworkCounters counters() {
    return pipeline.counters();
  }

  /**
   * Checks that no datagram appeared from nowhere or vanished without a cause, by the counters and
   * by the buffers in use.
   *
   * @throws IllegalStateException with all counts if one did
   */
  public void requireConserved() {
    counters().requireConserved();
    long unaccounted = pipeline.pool().outstanding() - counters().inFlight();
    // The one being delivered at this moment is no longer in flight but still in its buffer.
    if (unaccounted < 0 || unaccounted > 1) {
      throw new IllegalStateException(unaccounted + " buffers too many are in use: " + counters());
    }
  }

  // Laws

  /** How long datagrams take. */
  public SimNetwork latency(Latency latency) {
    settings.latency = Objects.requireNonNull(latency, "latency");
    return this;
  }

  /** Every datagram takes exactly this long, one way. */
  public SimNetwork latency(Duration delay) {
    return latency(Latency.constant(delay));
  }

  /** Loses each datagram with this probability, each way, independently. */
  public SimNetwork loss(double probability) {
    settings.loss = requireProbability(probability);
    return this;
  }

  /** Loses each datagram with a probability that depends on the path, beside {@link #loss}. */
  public SimNetwork pathLoss(PathLoss loss) {
    settings.pathLoss = Objects.requireNonNull(loss, "loss");
    return this;
  }

  /** Delivers a second copy with this probability, after a latency of its own. */
  public SimNetwork duplicate(double probability) {
    settings.duplicate = requireProbability(probability);
    return this;
  }

  /** Holds a datagram back with this probability, by 20 to 200 ms, so that later ones overtake. */
  public SimNetwork reorder(double probability) {
    settings.reorder = requireProbability(probability);
    return this;
  }

  /** Holds a datagram back with this probability, by a draw in nanoseconds. */
  public SimNetwork reorder(double probability, Law by) {
    settings.reorderBy = Objects.requireNonNull(by, "by");
    return reorder(probability);
  }

  /** Delivers an old copy again with this probability, 1 to 60 s later. */
  public SimNetwork replay(double probability) {
    settings.replay = requireProbability(probability);
    return this;
  }

  /** Delivers an old copy again with this probability, after a further draw in nanoseconds. */
  public SimNetwork replay(double probability, Law after) {
    settings.replayAfter = Objects.requireNonNull(after, "after");
    return replay(probability);
  }

  /** Flips 1 to 8 bits of a datagram with this probability. */
  public SimNetwork corrupt(double probability) {
    settings.corrupt = requireProbability(probability);
    return this;
  }

  /** Cuts the end off a datagram with this probability. */
  public SimNetwork truncate(double probability) {
    settings.truncate = requireProbability(probability);
    return this;
  }

  /** Drops datagrams with more than this many bytes of payload. */
  public SimNetwork mtu(int bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("mtu must be positive, was " + bytes);
    }
    settings.mtu = bytes;
    return this;
  }

  /**
   * Gives the lines of these hosts good and bad periods (Gilbert and Elliott, driven by time), each
   * direction on its own.
   *
   * @param good mean length of a good period
   * @param bad mean length of a bad period
   * @param lossBad probability of loss in a bad period; there is none in a good one
   */
  public SimNetwork burstLoss(Duration good, Duration bad, double lossBad, int... hosts) {
    bursts = new Bursts(good, bad, 0, requireProbability(lossBad));
    for (int host : hosts) {
      SimRandom upward = SimRandom.of(seed, "burst-up", host);
      SimRandom downward = SimRandom.of(seed, "burst-down", host);
      pipeline.links().needUp(host).burst(new BurstLoss(upward, engine.now(), bursts));
      pipeline.links().needDown(host).burst(new BurstLoss(downward, engine.now(), bursts));
    }
    return this;
  }

  /**
   * Whether a host's line, in either direction, is in a bad period of {@link #burstLoss} in which
   * it loses at least this part of all datagrams.
   */
  public boolean isLineBad(int host, double part) {
    AccessLink up = pipeline.links().up(host);
    AccessLink down = pipeline.links().down(host);
    return up != null && up.isBad(engine.now(), part)
        || down != null && down.isBad(engine.now(), part);
  }

  /**
   * Limits the lines of these hosts.
   *
   * @param upBitsPerSecond from the host, 0 for no limit; headers of UDP and IPv4 count
   * @param downBitsPerSecond to the host, 0 for no limit
   * @param queueBytes what may wait in front of each line; more is dropped
   */
  public SimNetwork bandwidth(
      double upBitsPerSecond, double downBitsPerSecond, int queueBytes, int... hosts) {
    for (int host : hosts) {
      pipeline.links().needUp(host).limit(upBitsPerSecond, queueBytes);
      pipeline.links().needDown(host).limit(downBitsPerSecond, queueBytes);
    }
    return this;
  }

  /**
   * Makes the lines of these hosts lose datagrams, each direction with a probability of its own.
   *
   * @param up of what the host sends
   * @param down of what is sent to it
   */
  public SimNetwork lineLoss(double up, double down, int... hosts) {
    requireProbability(up);
    requireProbability(down);
    for (int host : hosts) {
      pipeline.links().needUp(host).loss(up);
      pipeline.links().needDown(host).loss(down);
    }
    return this;
  }

  /**
   * Puts each of these hosts behind a translating box of its own: host 258 is then seen from
   * outside as 11.0.1.2, and at its own address not at all.
   *
   * @param timeout how long a box remembers what its host has sent
   */
  public SimNetwork nat(NatKind kind, Duration timeout, int... hosts) {
    Objects.requireNonNull(kind, "kind");
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be positive, was " + timeout);
    }
    for (int host : hosts) {
      pipeline.boxes().put(host, new NatBox(kind, timeout.toNanos(), book));
    }
    return this;
  }

  /** How long looking a name up takes. */
  public SimNetwork resolveDelay(Duration delay) {
    settings.resolveNanos = delay.toNanos();
    return this;
  }

  /** From now on {@code name} stands for these hosts; none makes it unknown. */
  public SimNetwork name(String name, int... hosts) {
    List<Integer> ips = Arrays.stream(hosts).mapToObj(host -> (10 << 24) | host).toList();
    book.name(name, ips);
    return this;
  }

  // Rules

  /** Adds a rule behind those in force. */
  public Fault rule(Rule rule) {
    return rules.add(Objects.requireNonNull(rule, "rule"));
  }

  /**
   * Cuts the groups off from each other, both ways. A host in no group still reaches all, so that
   * {@code partition(left, right)} leaves a host out of both as a bridge.
   */
  public Fault partition(int[]... groups) {
    return rule(Cuts.between(groups));
  }

  /** Cuts these hosts off from everybody, and from each other. */
  public Fault isolate(int... hosts) {
    return rule(Cuts.isolate(hosts));
  }

  /** Drops what {@code sources} send to {@code targets}; the other way stays open. */
  public Fault oneWay(int[] sources, int[] targets) {
    return rule(Cuts.oneWay(sources, targets));
  }

  /** Lets each of these hosts reach only its {@code reach} nearest in the ring of this order. */
  public Fault ring(int reach, int... hosts) {
    return rule(Cuts.ring(hosts, reach));
  }

  /**
   * Holds all datagrams to and from these hosts back until {@code length} from now, then lets them
   * burst. Each line holds {@value Clog#MAX_HELD_BYTES} bytes; what comes beyond that is dropped.
   */
  public Fault clog(Duration length, int... hosts) {
    return rule(new Clog(engine.now() + length.toNanos(), hosts, pipeline.counters()));
  }

  /** Ends all rules; laws stay. */
  public SimNetwork heal() {
    rules.clear();
    return this;
  }

  /** Ends all rules and sets every probability of a fault to 0; latency and lines stay. */
  public SimNetwork calm() {
    loss(0).duplicate(0).reorder(0).replay(0).corrupt(0).truncate(0);
    return heal();
  }

  private static double requireProbability(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability must be 0 to 1, was " + probability);
    }
    return probability;
  }
}
