package io.simpledht.simulator.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.Replication;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** With a replication factor, comparing must repair copies without spreading them to everyone. */
class FactorScopeTest {

  private static final int NODES = 30;
  private static final int KEYS = 60;
  private static final int FACTOR = 4;

  private static List<SimNode> network(Simulation sim) {
    List<SimNode> nodes = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      nodes.add(sim.node(builder -> builder.replication(Replication.factor(FACTOR))));
      if (i > 0) {
        nodes.get(i).bootstrapAsync(nodes.get(0));
      }
    }
    sim.until("all ready", () -> nodes.stream().allMatch(SimNode::isReady), Duration.ofMinutes(2));
    sim.run(Duration.ofSeconds(30));
    return nodes;
  }

  private static long copies(List<SimNode> nodes, String key) {
    return nodes.stream().filter(node -> node.host().isUp() && node.held(key).isPresent()).count();
  }

  @SimulationTest(seeds = 5)
  void shouldKeepAboutAsManyCopiesAsAskedFor(Simulation sim) {
    sim.network().loss(0.05);
    List<SimNode> nodes = network(sim);
    for (int i = 0; i < KEYS; i++) {
      assertThat(nodes.get(i % NODES).put("key" + i, "v").confirmed()).isEqualTo(FACTOR);
    }
    sim.run(Duration.ofMinutes(5));
    for (int i = 0; i < KEYS; i++) {
      assertThat(copies(nodes, "key" + i)).isBetween((long) FACTOR, 2L * FACTOR);
      assertThat(nodes.get((i * 7 + 3) % NODES).get("key" + i)).contains("v");
    }
  }

  @SimulationTest(seeds = 5)
  void shouldKeepAKeyThroughTheCrashOfAllHoldersButOne(Simulation sim) {
    List<SimNode> nodes = network(sim);
    assertThat(nodes.get(0).put("key", "v").confirmed()).isEqualTo(FACTOR);
    List<SimNode> holders =
        nodes.stream().filter(node -> node.held("key").isPresent()).limit(FACTOR - 1).toList();
    holders.forEach(SimNode::crash);
    SimNode reader =
        nodes.stream()
            .filter(node -> node.host().isUp() && node.held("key").isEmpty())
            .findFirst()
            .orElseThrow();
    assertThat(reader.get("key")).contains("v");
  }
}
