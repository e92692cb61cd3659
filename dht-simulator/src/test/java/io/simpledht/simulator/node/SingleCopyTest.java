package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.Replication;
import io.simpledht.protocol.Key;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.simulator.network.Fault;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.IntStream;

/** With one copy of each key no two nodes share any, and nobody has anybody to compare with. */
class SingleCopyTest {

  private static final int NODES = 8;
  private static final int KEYS = 40;

  private static Cluster cluster(Simulation sim) {
    sim.network().loss(0.05);
    return new Cluster(sim, NODES, builder -> builder.replication(Replication.factor(1)));
  }

  private static SimNode owner(Cluster cluster, String key) {
    return cluster.nodes().stream()
        .min(Comparator.comparing(node -> node.node().id(), Key.of(key).id()::compareDistance))
        .orElseThrow();
  }

  private static void untilOwnersHold(Simulation sim, Cluster cluster, String value) {
    sim.eventually(
        "held by the closest",
        () ->
            IntStream.range(0, KEYS)
                .mapToObj(i -> "key" + i)
                .allMatch(key -> owner(cluster, key).held(key).filter(value::equals).isPresent()),
        Duration.ofMinutes(2));
  }

  @SimulationTest(seeds = 3)
  void shouldBecomeReadyAndGetWhatIsItsOwn(Simulation sim) {
    Cluster cluster = cluster(sim);
    cluster.untilReady(Duration.ofMinutes(1));
    for (int i = 0; i < KEYS; i++) {
      assertThat(cluster.get(i % NODES).put("key" + i, "old").confirmed()).isEqualTo(1);
    }
    cluster.add();
    cluster.add();
    cluster.untilReady(Duration.ofMinutes(1));
    untilOwnersHold(sim, cluster, "old");
  }

  @SimulationTest(seeds = 3)
  void shouldBecomeReadyAgainAfterHavingBeenAlone(Simulation sim) {
    Cluster cluster = cluster(sim);
    cluster.untilReady(Duration.ofMinutes(1));
    SimNode lone = cluster.get(3);
    Fault cut = sim.network().isolate(lone.host().number());
    sim.run(Duration.ofMinutes(3));
    assertThat(lone.isReady()).isFalse();
    for (int i = 0; i < KEYS; i++) {
      cluster.get(0).putAsync("key" + i, "new");
    }
    sim.run(Duration.ofSeconds(30));
    cut.heal();
    cluster.untilReady(Duration.ofMinutes(2));
    untilOwnersHold(sim, cluster, "new");
  }
}
