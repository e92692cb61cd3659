package io.simpledht.simulator.node;

import io.simpledht.node.NodeBuilder;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Nodes that were all given one address, that of the first of them. */
final class Cluster {

  private final Simulation sim;
  private final List<SimNode> nodes = new ArrayList<>();
  private final UnaryOperator<NodeBuilder> settings;

  /** {@code size} nodes with default settings, started at this moment. */
  Cluster(Simulation sim, int size) {
    this(sim, size, UnaryOperator.identity());
  }

  /** {@code size} nodes, started at this moment. */
  Cluster(Simulation sim, int size, UnaryOperator<NodeBuilder> settings) {
    this.sim = sim;
    this.settings = settings;
    for (int i = 0; i < size; i++) {
      add();
    }
  }

  /** A cluster whose nodes are all ready and know each other. */
  static Cluster settled(Simulation sim, int size) {
    return settled(sim, size, UnaryOperator.identity());
  }

  /** A cluster whose nodes are all ready and know each other. */
  static Cluster settled(Simulation sim, int size, UnaryOperator<NodeBuilder> settings) {
    Cluster cluster = new Cluster(sim, size, settings);
    cluster.untilReady(Duration.ofSeconds(60));
    cluster.untilAcquainted(Duration.ofMinutes(5));
    return cluster;
  }

  /** One more node, started at this moment. */
  SimNode add() {
    return add(UnaryOperator.identity());
  }

  /** One more node with settings of its own besides those of all. */
  SimNode add(UnaryOperator<NodeBuilder> own) {
    List<String> seeds = nodes.isEmpty() ? List.of() : List.of(first().address().toString());
    SimNode node = sim.node(builder -> own.apply(settings.apply(builder.seeds(seeds))));
    nodes.add(node);
    return node;
  }

  // Who they are

  List<SimNode> nodes() {
    return nodes;
  }

  int size() {
    return nodes.size();
  }

  SimNode get(int index) {
    return nodes.get(index);
  }

  SimNode first() {
    return nodes.get(0);
  }

  SimNode last() {
    return nodes.get(nodes.size() - 1);
  }

  /** Numbers of the hosts at positions {@code from} to {@code to}, the latter left out. */
  int[] hosts(int from, int to) {
    return nodes.subList(from, to).stream().mapToInt(node -> node.host().number()).toArray();
  }

  /** Those that run. */
  List<SimNode> up() {
    return nodes.stream().filter(node -> node.host().isUp()).toList();
  }

  // What they have come to

  void untilReady(Duration limit) {
    sim.eventually("all ready", () -> up().stream().allMatch(SimNode::isReady), limit);
  }

  /** Until every running node lists all others. */
  void untilAcquainted(Duration limit) {
    sim.eventually("all know all", this::areAcquainted, limit);
  }

  private boolean areAcquainted() {
    int others = up().size() - 1;
    return up().stream().allMatch(node -> node.snapshot().peers().size() >= others);
  }

  /** Until every running node holds {@code value}. */
  void untilAllHold(String key, String value, Duration limit) {
    sim.eventually("all hold " + key, () -> allHold(key, Optional.of(value)), limit);
  }

  /** Until no running node holds a value. */
  void untilNoneHolds(String key, Duration limit) {
    sim.eventually("nobody holds " + key, () -> allHold(key, Optional.empty()), limit);
  }

  boolean allHold(String key, Optional<String> value) {
    return up().stream().allMatch(node -> node.held(key).equals(value));
  }

  /** Until all running nodes hold exactly the same entries, deletes included. */
  void untilEqual(Duration limit) {
    sim.eventually("all hold the same", this::areEqual, limit);
  }

  boolean areEqual() {
    List<Entry> expected = content(up().get(0));
    return up().stream().allMatch(node -> content(node).equals(expected));
  }

  private static List<Entry> content(SimNode node) {
    List<Entry> entries = new ArrayList<>();
    node.store().scan(Id.ZERO, Id.MAX, entries::add);
    return entries;
  }

  /** Puts many small entries into one node's copy as if it had had them for long. */
  static void fill(SimNode node, String prefix, int entries, int valueBytes) {
    String padding = "x".repeat(valueBytes);
    for (int i = 0; i < entries; i++) {
      String name = prefix + i;
      Bytes value = Bytes.utf8((name + padding).substring(0, valueBytes));
      node.node().putAsync(Key.of(name), value, Writes.LOCAL);
    }
  }
}
