package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The node adds no chance of its own: all of it comes from the seed. */
class ReproducibilityTest {

  private static final int SEEDS = 5;

  @Test
  void shouldRunWholeNodesTheSameTwiceFromOneSeed() {
    long[] first = new long[SEEDS];
    for (int seed = 0; seed < SEEDS; seed++) {
      first[seed] = hash(seed);
    }
    for (int seed = SEEDS - 1; seed >= 0; seed--) {
      assertThat(hash(seed)).isEqualTo(first[seed]);
    }
    assertThat(first).doesNotHaveDuplicates();
  }

  private static long hash(long seed) {
    Simulation sim = Simulation.seeded(seed);
    sim.network().loss(0.2).duplicate(0.02).reorder(0.05).corrupt(0.02);
    Cluster cluster = new Cluster(sim, 12);
    cluster.untilReady(Duration.ofMinutes(2));
    SimNode victim = cluster.get(5);
    victim.crash();
    for (int i = 0; i < 50; i++) {
      cluster.get(i % 5).putAsync("key" + i % 7, "value" + i);
      sim.run(Duration.ofMillis(200));
    }
    victim.host().amnesia();
    victim.restart();
    sim.run(Duration.ofSeconds(20));
    assertThat(victim.entries()).isEqualTo(7);
    return sim.traceHash();
  }
}
