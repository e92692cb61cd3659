package io.simpledht.simulator.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.Replication;
import io.simpledht.protocol.message.MessageType;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.simulator.network.Packet;
import io.simpledht.simulator.network.Rule;
import io.simpledht.simulator.network.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

  @SimulationTest(seeds = 3)
  void shouldCompareANewcomerWithEachNeighbourOnceWhereNothingDiffers(Simulation sim) {
    List<SimNode> nodes = network(sim);
    sim.run(Duration.ofMinutes(3)); // until neighbours compare seldom
    SimNode newcomer = sim.node(builder -> builder.replication(Replication.factor(FACTOR)));
    Comparisons comparisons = new Comparisons(newcomer.host().number());
    sim.network().rule(comparisons);
    newcomer.bootstrap(nodes.get(0));
    sim.run(Duration.ofSeconds(15));
    assertThat(comparisons.withEach).hasSizeGreaterThan(FACTOR);
    double mean =
        comparisons.withEach.values().stream().mapToInt(count -> count).average().orElseThrow();
    assertThat(mean).isBetween(1.0, 1.5);
  }

  /** Counts the comparisons between one host and each other, whoever begins. */
  private static final class Comparisons implements Rule {
    private final int host;
    private final Map<Integer, Integer> withEach = new TreeMap<>();

    Comparisons(int host) {
      this.host = host;
    }

    @Override
    public Verdict judge(Packet packet) {
      boolean asks = (packet.payload().get(2) & 0xFF) == MessageType.GET_SYMBOLS.code();
      if (asks && (packet.sourceHost() == host || packet.targetHost() == host)) {
        withEach.merge(packet.sourceHost() + packet.targetHost() - host, 1, Integer::sum);
      }
      return Verdict.pass();
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
