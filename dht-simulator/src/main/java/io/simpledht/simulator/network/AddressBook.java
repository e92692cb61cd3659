package io.simpledht.simulator.network;

import io.simpledht.protocol.Address;
import io.simpledht.simulator.engine.Machine;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who owns which address, and which names stand for it. Looked up, never iterated. */
final class AddressBook {

  /** Hosts are numbered within 10.0.0.0/8. */
  static final int MAX_HOSTS = (1 << 24) - 2;

  /** Networks a host may be in, one after the other, before it comes back to the first. */
  static final int NETWORKS = 16;

  /** Hosts that may move: the other bits of their address tell the network. */
  private static final int MAX_MOVING_HOSTS = 1 << 20;

  private static final int TEN = 10 << 24;
  private static final int ELEVEN = 11 << 24;
  private static final String DEFAULT_NAME = "node-";

  private static final int HOST_MASK = (1 << 24) - 1;

  private final Map<Address, Endpoint> endpoints = new HashMap<>();

  /** By host number, the endpoint claimed last: most hosts have only one. */
  private Endpoint[] byHost = new Endpoint[64];

  private final Map<String, List<Integer>> names = new HashMap<>();
  private final Map<Integer, Integer> networks = new HashMap<>(); // by host; those that moved

  static Address addressOf(int host, int port) {
    if (host < 1 || host > MAX_HOSTS) {
      throw new IllegalArgumentException("host must be 1 to " + MAX_HOSTS + ", was " + host);
    }
    return Address.ofV4(TEN | host, port);
  }

  /** The address a host has at this moment; what it had before leads nowhere. */
  Address currentAddressOf(int host, int port) {
    return addressOf(host | network(host), port);
  }

  /** An address of the box in front of a host. */
  Address outsideAddressOf(int host, int port) {
    return Address.ofV4(ELEVEN | host | network(host), port);
  }

  private int network(int host) {
    return networks.isEmpty() ? 0 : networks.getOrDefault(host, 0) * MAX_MOVING_HOSTS;
  }

  /** A host moves to the next network, where it has another address. */
  void move(int host) {
    if (host >= MAX_MOVING_HOSTS) {
      throw new IllegalArgumentException("only hosts below " + MAX_MOVING_HOSTS + " may move");
    }
    networks.merge(host, 1, (before, one) -> (before + one) % NETWORKS);
  }

  Endpoint find(Address address) {
    int host = hostOf(address);
    Endpoint only = host < byHost.length ? byHost[host] : null;
    return only != null && only.address.equals(address) ? only : endpoints.get(address);
  }

  /** The number of the host with an address within 10.0.0.0/8, else 0. */
  private static int hostOf(Address address) {
    int ip = (int) address.lowBits();
    return address.isV4() && (ip & ~HOST_MASK) == TEN ? ip & HOST_MASK : 0;
  }

  Endpoint claim(Address address, Machine machine) {
    Endpoint endpoint = endpoints.get(address);
    if (endpoint == null || endpoint.machine != machine) {
      endpoint = new Endpoint(address, machine);
      endpoints.put(address, endpoint);
      note(endpoint);
    }
    return endpoint;
  }

  private void note(Endpoint endpoint) {
    int host = hostOf(endpoint.address);
    if (host >= byHost.length) {
      byHost = Arrays.copyOf(byHost, StrictMath.max(host + 1, 2 * byHost.length));
    }
    byHost[host] = endpoint;
  }

  /** From now on {@code address} leads to a mapping of a box. */
  Endpoint translate(Address address, NatBox.Mapping mapping) {
    Endpoint endpoint = Endpoint.translated(address, mapping);
    endpoints.put(address, endpoint);
    return endpoint;
  }

  /** From now on {@code name} stands for these IPv4 addresses; none makes it unknown. */
  void name(String name, List<Integer> ips) {
    names.put(name, List.copyOf(ips));
  }

  List<Address> resolve(String host, int port) {
    List<Integer> named = names.get(host);
    if (named != null) {
      return named.stream().map(ip -> Address.ofV4(ip, port)).toList();
    }
    if (host.startsWith(DEFAULT_NAME)) {
      int number = parse(host.substring(DEFAULT_NAME.length()), MAX_HOSTS);
      return number < 1 ? List.of() : List.of(currentAddressOf(number, port));
    }
    return literal(host, port);
  }

  private static List<Address> literal(String host, int port) {
    String[] parts = host.split("\\.", -1);
    if (parts.length != 4) {
      return List.of();
    }
    int ip = 0;
    for (String part : parts) {
      int value = parse(part, 255);
      if (value < 0) {
        return List.of();
      }
      ip = ip << 8 | value;
    }
    return List.of(Address.ofV4(ip, port));
  }

  /** The decimal number, or -1 if it is none or above {@code max}. */
  private static int parse(String digits, int max) {
    if (digits.isEmpty() || digits.length() > 8) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = 10 * value + c - '0';
    }
    return value <= max ? value : -1;
  }
}
