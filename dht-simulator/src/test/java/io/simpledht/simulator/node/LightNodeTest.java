package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.NodeBuilder;
import io.simpledht.node.Replication;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.message.MessageType;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** A light node takes part, and nobody is asked to reach it. */
class LightNodeTest {

  private static final int NODES = 12;
  private static final int FACTOR = 4;
  private static final UnaryOperator<NodeBuilder> LIGHT = builder -> builder.light(true);

  private static void requireUnlisted(Cluster cluster, SimNode light) {
    Address address = light.address();
    for (SimNode node : cluster.nodes()) {
      assertThat(node.snapshot().peers())
          .as("peers of %s", node)
          .noneMatch(peer -> peer.contact().address().equals(address));
    }
  }

  @SimulationTest(seeds = 3)
  void shouldBeListedByNobodyAndKnowTheOthers(Simulation sim) {
    Cluster cluster = new Cluster(sim, NODES);
    SimNode light = cluster.add(LIGHT);
    sim.run(Duration.ofMinutes(3));
    assertThat(light.isReady()).isTrue();
    assertThat(light.snapshot().peers()).hasSize(NODES);
    requireUnlisted(cluster, light);
  }

  /** Nobody sends it writes: it compares, and so gets them all the same. */
  @SimulationTest(seeds = 3)
  void shouldGetWritesOfAFullNetworkByComparing(Simulation sim) {
    sim.network().loss(0.05);
    Cluster cluster = new Cluster(sim, NODES);
    SimNode light = cluster.add(LIGHT);
    cluster.untilReady(Duration.ofMinutes(1));
    sim.run(Duration.ofMinutes(1));
    try (TrafficCount count = TrafficCount.to(sim, light.host().number())) {
      assertThat(cluster.first().put("key", "value").summary())
          .isEqualTo("stored on 12 of 12 nodes");
      assertThat(count.of(MessageType.STORE)).isZero();
    }
    cluster.untilAllHold("key", "value", Duration.ofMinutes(1));
    assertThat(light.put("own", "value").isStored()).isTrue();
    cluster.untilAllHold("own", "value", Duration.ofSeconds(10));
  }

  @SimulationTest(seeds = 3)
  void shouldWriteAndReadWhereCopiesAreFewAndHoldNone(Simulation sim) {
    Cluster cluster =
        new Cluster(sim, NODES, builder -> builder.replication(Replication.factor(FACTOR)));
    SimNode light = cluster.add(LIGHT);
    cluster.untilReady(Duration.ofMinutes(1));
    sim.run(Duration.ofMinutes(1));
    for (int i = 0; i < 20; i++) {
      assertThat(light.put("key" + i, "value").confirmed()).isEqualTo(FACTOR);
      assertThat(cluster.get(i % NODES).get("key" + i)).contains("value");
      assertThat(light.get("key" + i)).contains("value");
    }
    sim.run(Duration.ofMinutes(10));
    assertThat(light.entries()).isZero();
    List<SimNode> holders = cluster.nodes().subList(0, NODES);
    for (int i = 0; i < 20; i++) {
      String key = "key" + i;
      assertThat(holders.stream().filter(node -> node.held(key).isPresent())).hasSize(FACTOR);
    }
    requireUnlisted(cluster, light);
  }

  /** They come back so soon that nobody misses them, and nobody tells it: it has to ask. */
  @SimulationTest(seeds = 3)
  void shouldKnowThoseAgainWhoCameBackWithNothing(Simulation sim) {
    Cluster cluster = new Cluster(sim, 2 * NODES);
    SimNode light = cluster.add(LIGHT);
    cluster.untilReady(Duration.ofMinutes(1));
    sim.run(Duration.ofMinutes(10));
    List<SimNode> wiped = cluster.nodes().subList(NODES, 2 * NODES);
    for (SimNode node : wiped) {
      node.host().amnesia();
      node.restart();
    }
    sim.run(Duration.ofSeconds(75));
    assertThat(light.snapshot().peers())
        .extracting(peer -> peer.contact().id())
        .containsAll(wiped.stream().map(node -> node.node().id()).toList());
  }
}
