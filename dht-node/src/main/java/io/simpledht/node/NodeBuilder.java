package io.simpledht.node;

import io.simpledht.node.bootstrap.HostPort;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Collects the settings of one node; each may be given once. */
public final class NodeBuilder {

  private String host;
  private Integer port;
  private List<String> seeds;
  private Replication replication;
  private Boolean light;
  private Boolean legacy;
  private Integer maxValueBytes;
  private Integer bootstrapAttempts;
  private Duration bootstrapTimeout;
  private Duration tombstoneRetention;
  private Duration antiEntropyInterval;
  private Transport transport;
  private Store store;
  private RandomGenerator random;
  private Id id;
  private SharedResources resources;
  private boolean built;

  NodeBuilder() {}

  /**
   * Local address to bind; {@value NodeConfig#DEFAULT_HOST} by default, {@code "::"} for IPv6 too.
   */
  public NodeBuilder host(String value) {
    host = once("host", host, value);
    return this;
  }

  /** Local UDP port; {@value NodeConfig#DEFAULT_PORT} by default, 0 for any free one. */
  public NodeBuilder port(int value) {
    port = once("port", port, value);
    return this;
  }

  /**
   * Nodes to join through, {@code host:port}; the node tries them from {@link DhtNode#start} on.
   *
   * @throws IllegalArgumentException naming one that cannot be read
   */
  public NodeBuilder seeds(List<String> hostPorts) {
    HostPort.parseAll(hostPorts);
    seeds = once("seeds", seeds, List.copyOf(hostPorts));
    return this;
  }

  /** Where copies are kept; {@link Replication#full()} by default. */
  public NodeBuilder replication(Replication value) {
    replication = once("replication", replication, value);
    return this;
  }

  /**
   * Whether others are asked not to list this node: for one that cannot be reached from outside.
   */
  public NodeBuilder light(boolean value) {
    light = once("light", light, value);
    return this;
  }

  /**
   * Whether clients and nodes of the ancestor, SimpleDHT 0.1 for Python, are served on the same
   * port, and seeds may be such nodes; true by default.
   */
  public NodeBuilder legacy(boolean value) {
    legacy = once("legacy", legacy, value);
    return this;
  }

  /** Largest value taken, 1 to {@value NodeConfig#MAX_MAX_VALUE_BYTES} bytes; 1 MiB by default. */
  public NodeBuilder maxValueBytes(int value) {
    maxValueBytes = once("maxValueBytes", maxValueBytes, value);
    return this;
  }

  /** Attempts of one bootstrap call; {@value NodeConfig#DEFAULT_BOOTSTRAP_ATTEMPTS} by default. */
  public NodeBuilder bootstrapAttempts(int value) {
    bootstrapAttempts = once("bootstrapAttempts", bootstrapAttempts, value);
    return this;
  }

  /** Time of one bootstrap attempt; 5 s by default. */
  public NodeBuilder bootstrapTimeout(Duration value) {
    bootstrapTimeout = once("bootstrapTimeout", bootstrapTimeout, value);
    return this;
  }

  /** How long deletes are remembered; 24 h by default. The same on all nodes, if possible. */
  public NodeBuilder tombstoneRetention(Duration value) {
    tombstoneRetention = once("tombstoneRetention", tombstoneRetention, value);
    return this;
  }

  /** Pause between comparisons with a random peer while all is equal; 10 s by default. */
  public NodeBuilder antiEntropyInterval(Duration value) {
    antiEntropyInterval = once("antiEntropyInterval", antiEntropyInterval, value);
    return this;
  }

  /** A transport that is open and not started, instead of UDP; closed with the node. */
  public NodeBuilder transport(Transport value) {
    transport = once("transport", transport, value);
    return this;
  }

  /** Where entries are kept, instead of memory; closed with the node. */
  public NodeBuilder store(Store value) {
    store = once("store", store, value);
    return this;
  }

  /** Where chance comes from; must be unpredictable in production, which is the default. */
  public NodeBuilder random(RandomGenerator value) {
    random = once("random", random, value);
    return this;
  }

  /** The node's id, instead of a fresh random one. */
  public NodeBuilder id(Id value) {
    id = once("id", id, value);
    return this;
  }

  /** What the node has in common with others whose loops run on the same thread. */
  public NodeBuilder resources(SharedResources value) {
    resources = once("resources", resources, value);
    return this;
  }

  /**
   * The node, not started.
   *
   * @throws IllegalArgumentException naming the setting that is out of range, and the range
   * @throws IllegalStateException if this builder has built its node: two nodes must not share an
   *     id, a store or a transport
   */
  public DhtNode build() {
    if (built) {
      throw new IllegalStateException("a builder makes one node, and this one has made it");
    }
    if (transport != null && (host != null || port != null)) {
      throw new IllegalArgumentException("host and port belong to the transport that was given");
    }
    DhtNode node = new DhtNode(config(), transport, store, random, id, resources);
    built = true;
    return node;
  }

  private NodeConfig config() {
    return new NodeConfig(
        orElse(host, NodeConfig.DEFAULT_HOST),
        orElse(port, NodeConfig.DEFAULT_PORT),
        orElse(seeds, List.of()),
        orElse(replication, Replication.full()),
        orElse(light, false),
        orElse(legacy, true),
        orElse(maxValueBytes, NodeConfig.DEFAULT_MAX_VALUE_BYTES),
        orElse(bootstrapAttempts, NodeConfig.DEFAULT_BOOTSTRAP_ATTEMPTS),
        orElse(bootstrapTimeout, NodeConfig.DEFAULT_BOOTSTRAP_TIMEOUT),
        orElse(tombstoneRetention, NodeConfig.DEFAULT_TOMBSTONE_RETENTION),
        orElse(antiEntropyInterval, NodeConfig.DEFAULT_ANTI_ENTROPY_INTERVAL));
  }

  private static <T> T orElse(T given, T otherwise) {
    return given == null ? otherwise : given;
  }

  private static <T> T once(String name, T before, T value) {
    Objects.requireNonNull(value, name);
    if (before != null) {
      throw new IllegalStateException(name + " was set already, to " + before);
    }
    return value;
  }
}
