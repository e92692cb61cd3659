package io.simpledht.simulator.node;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.message.MessageType;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.network.Fault;
import io.simpledht.simulator.network.Packet;
import io.simpledht.simulator.network.Rule;
import io.simpledht.simulator.network.Verdict;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** Counts what is sent, by the type of message, without touching it. */
final class TrafficCount implements Rule, AutoCloseable {

  /** Magic, version, then the type. */
  private static final int TYPE_OFFSET = 2;

  private final long[] datagrams = new long[256];
  private final long[] bytes = new long[256];
  private final Predicate<Packet> counted;
  private final Fault rule;

  private TrafficCount(Simulation sim, Predicate<Packet> counted) {
    this.counted = counted;
    this.rule = sim.network().rule(this);
  }

  /** Counts everything from now on. */
  static TrafficCount of(Simulation sim) {
    return new TrafficCount(sim, packet -> true);
  }

  /** Counts what one host sends from now on. */
  static TrafficCount from(Simulation sim, int host) {
    return new TrafficCount(sim, packet -> packet.sourceHost() == host);
  }

  /** Counts what is sent to one host from now on. */
  static TrafficCount to(Simulation sim, int host) {
    return new TrafficCount(sim, packet -> packet.targetHost() == host);
  }

  /** Counts what is sent to one address from now on, whether anybody is there or not. */
  static TrafficCount to(Simulation sim, Address address) {
    return new TrafficCount(sim, packet -> packet.target().equals(address));
  }

  @Override
  public Verdict judge(Packet packet) {
    if (counted.test(packet)) {
      int type = typeOf(packet);
      datagrams[type]++;
      bytes[type] += packet.length();
    }
    return Verdict.pass();
  }

  /** The wire code of what a datagram says. */
  static int typeOf(Packet packet) {
    return packet.payload().get(TYPE_OFFSET) & 0xFF;
  }

  /** Datagrams of one type. */
  long of(MessageType type) {
    return datagrams[type.code()];
  }

  /** Datagrams of some types. */
  long of(MessageType... types) {
    long sum = 0;
    for (MessageType type : types) {
      sum += of(type);
    }
    return sum;
  }

  /** Datagrams of all types. */
  long all() {
    return LongStream.of(datagrams).sum();
  }

  /** Payload bytes of some types. */
  long bytesOf(MessageType... types) {
    long sum = 0;
    for (MessageType type : types) {
      sum += bytes[type.code()];
    }
    return sum;
  }

  @Override
  public void close() {
    rule.heal();
  }
}
