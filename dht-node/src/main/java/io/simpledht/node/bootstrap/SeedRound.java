package io.simpledht.node.bootstrap;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.rpc.StrayAnswer;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Pong;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One attempt to find the network: every seed is resolved afresh and pinged in parallel, each ping
 * retransmitted until the attempt's time is up. Ends with the first answer, or when every seed has
 * turned out to be this node itself, as where all nodes are given the same list.
 */
final class SeedRound {

  /** Hears how the attempt ended, once. */
  interface Outcome {
    /** Somebody of the network answered. */
    void onFound();

    /** Nobody did in time. */
    void onNobody();

    /** There is nobody to ask: all seeds are this node. */
    void onOnlyOurselves();
  }

  private final RpcEndpoint rpc;
  private final Transport transport;
  private final EventLoop loop;
  private final long timeoutNanos;
  private final Consumer<Address> suspectLegacy;
  private final Outcome outcome;
  private final Map<HostPort, List<Address>> resolved = new LinkedHashMap<>();
  private final Set<Address> asked = new HashSet<>();
  private final Set<Address> ours = new HashSet<>();
  private final Map<Address, String> causes = new HashMap<>();
  private List<HostPort> seeds = List.of();
  private Cancellable timer = Cancellable.NONE;
  private boolean over;

  /**
   * @param suspectLegacy told of seeds that do not answer at first: they may be stock SimpleDHT
   *     nodes
   */
  SeedRound(
      RpcEndpoint rpc,
      Transport transport,
      long timeoutNanos,
      Consumer<Address> suspectLegacy,
      Outcome outcome) {
    this.rpc = rpc;
    this.transport = transport;
    this.loop = transport.loop();
    this.timeoutNanos = timeoutNanos;
    this.suspectLegacy = suspectLegacy;
    this.outcome = outcome;
  }

  void start(List<HostPort> toAsk, List<Address> knownAddresses) {
    seeds = List.copyOf(toAsk);
    timer = loop.schedule(timeoutNanos, this::onTimeout);
    for (HostPort seed : seeds) {
      transport.resolve(seed.host(), seed.port(), addresses -> onResolved(seed, addresses));
    }
    knownAddresses.forEach(this::ask);
  }

  private void onResolved(HostPort seed, List<Address> addresses) {
    resolved.put(seed, addresses.stream().map(Address::orLoopback).toList());
    reachable(seed).forEach(this::ask);
    endIfAlone();
  }

  /** What is known of why a seed did not answer, if it was asked. */
  Optional<String> cause(HostPort seed) {
    if (!seeds.contains(seed)) {
      return Optional.empty();
    }
    if (isOurs(seed)) {
      return Optional.of("it is this node itself");
    }
    if (!resolved.containsKey(seed)) {
      return Optional.of("the name service did not answer in time");
    }
    if (addresses(seed).isEmpty()) {
      return Optional.of("the host name " + seed.host() + " is unknown");
    }
    if (reachable(seed).isEmpty()) {
      return Optional.of("it has IPv6 addresses only: start with --host :: to use them");
    }
    return reachable(seed).stream().map(causes::get).filter(Objects::nonNull).findFirst();
  }

  private boolean isOurs(HostPort seed) {
    List<Address> reachable = reachable(seed);
    return !reachable.isEmpty() && ours.containsAll(reachable);
  }

  /** A socket of IPv4 sends nothing to IPv6, though a name may have addresses of both. */
  private List<Address> reachable(HostPort seed) {
    boolean both = !transport.localAddress().isV4();
    return addresses(seed).stream().filter(address -> both || address.isV4()).toList();
  }

  private List<Address> addresses(HostPort seed) {
    return resolved.getOrDefault(seed, List.of());
  }

  private void endIfAlone() {
    if (!over && seeds.stream().allMatch(this::isOurs) && ours.containsAll(asked)) {
      cancel();
      outcome.onOnlyOurselves();
    }
  }

  boolean isOver() {
    return over;
  }

  void cancel() {
    over = true;
    timer.cancel();
  }

  /** Somebody is there, though none of those who were asked has answered as expected. */
  void foundElsewhere() {
    if (!over) {
      cancel();
      outcome.onFound();
    }
  }

  private void ask(Address address) {
    if (over || !asked.add(address)) {
      return;
    }
    if (address.equals(transport.localAddress())) {
      ours.add(address);
      return;
    }
    rpc.call(address, new Ping(), CallPolicy.until(timeoutNanos), new PingListener(address));
  }

  private final class PingListener implements CallListener<Pong> {
    private final Address address;

    PingListener(Address address) {
      this.address = address;
    }

    @Override
    public void onReply(Contact from, Pong pong) {
      if (!over) {
        cancel();
        outcome.onFound();
      }
    }

    @Override
    public void onStalled() {
      if (!over) {
        suspectLegacy.accept(address);
      }
    }

    @Override
    public void onStray(StrayAnswer answer) {
      causes.put(address, answer.text());
    }

    @Override
    public void onFailed(CallFailure failure) {
      // The round's own timer decides; a seed that failed early may be answered for by another.
      if (failure.kind() == CallFailure.Kind.OURSELVES) {
        ours.add(address);
        endIfAlone();
      } else if (failure.kind() == CallFailure.Kind.SAME_ID) {
        causes.put(address, "the node there has this node's id");
      }
    }
  }

  private void onTimeout() {
    if (!over) {
      over = true;
      outcome.onNobody();
    }
  }
}
