package io.simpledht.node.rpc;

import io.simpledht.protocol.Address;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much of something each host takes up, so that none can take all of it. A host is an IPv4
 * address, or the 64 bits of an IPv6 address that name a network: whoever has one of these has all
 * its ports, and all the addresses of the network.
 */
public final class HostLoads {

  private final Map<Address, Long> loads = new LinkedHashMap<>(0);

  /** What the host of {@code source} takes up. */
  public long of(Address source) {
    return loads.isEmpty() ? 0 : loads.getOrDefault(host(source), 0L);
  }

  /** Adds to the load of a host, or takes away with a negative amount. */
  public void add(Address source, long amount) {
    loads.merge(host(source), amount, (load, more) -> load + more == 0 ? null : load + more);
  }

  /** What stands for the host of an address. */
  public static Address host(Address source) {
    return source.isV4() ? source.withPort(0) : Address.ofV6(source.highBits(), 0, 0);
  }
}
