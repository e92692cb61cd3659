package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.NodeVitals.Gauge;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import java.time.Duration;
import java.util.Map;

/** What a node tells of its bounded parts is what is in them, and asking changes nothing. */
class VitalsTest {

  private static long value(SimNode node, String what) {
    return node.vitals().gauges().stream()
        .filter(gauge -> gauge.what().equals(what))
        .mapToLong(Gauge::value)
        .findFirst()
        .orElseThrow();
  }

  @SimulationTest(seeds = 3)
  void shouldTellOfWhatWaits(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 5);
    SimNode node = cluster.first();
    assertThat(value(node, "peers in the fullest bucket")).isBetween(1L, 4L);
    assertThat(value(node, "calls pending")).isLessThan(5);
    for (int i = 0; i < 100; i++) {
      node.putAsync("key" + i, "value");
    }
    sim.run(Duration.ofMillis(1));
    assertThat(value(node, "calls pending")).isPositive();
    sim.run(Duration.ofSeconds(1));
    assertThat(value(node, "writes to be sent")).isZero();
    assertThat(node.vitals().gauges()).allSatisfy(g -> assertThat(g.value()).isLessThan(g.limit()));
  }

  @SimulationTest(seeds = 3)
  void shouldCountWhatIsSeldomDone(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 30);
    SimNode node = cluster.first();
    Map<String, Long> before = node.vitals().rarePaths();
    assertThat(before).containsKeys("delegate replaced", "page resumed", "hand-over");
    for (int i = 15; i < 30; i++) {
      cluster.get(i).crash();
    }
    for (int i = 0; i < 20; i++) {
      node.putAsync("key" + i, "value");
    }
    sim.run(Duration.ofSeconds(10));
    assertThat(node.vitals().rarePaths().get("delegate replaced"))
        .isGreaterThan(before.get("delegate replaced"));
  }

  @SimulationTest(seeds = 1)
  void shouldChangeNothingByAsking(Simulation sim) {
    long asked = trace(Simulation.seeded(sim.seed()), true);
    assertThat(trace(Simulation.seeded(sim.seed()), false)).isEqualTo(asked);
  }

  private static long trace(Simulation sim, boolean asking) {
    Cluster cluster = new Cluster(sim, 4);
    for (int i = 0; i < 20; i++) {
      sim.run(Duration.ofMillis(300));
      if (asking) {
        cluster.nodes().forEach(SimNode::vitals);
      }
    }
    return sim.traceHash();
  }
}
