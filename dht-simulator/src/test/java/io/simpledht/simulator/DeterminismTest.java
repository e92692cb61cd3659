package io.simpledht.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.simulator.random.Law;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeterminismTest {

  @Test
  void shouldRunTheSameTwiceFromOneSeed() {
    for (long seed = 1; seed <= 10; seed++) {
      assertThat(hash(seed)).isEqualTo(hash(seed));
    }
  }

  @Test
  void shouldRunDifferentlyFromAnotherSeed() {
    assertThat(hash(1)).isNotEqualTo(hash(2));
  }

  private static long hash(long seed) {
    Simulation sim = Simulation.seeded(seed);
    sim.network().loss(0.1).duplicate(0.05).reorder(0.05).corrupt(0.02).truncate(0.02);
    for (int i = 0; i < 20; i++) {
      sim.host(context -> new Pinger(context, 20, Law.exponential(Duration.ofMillis(100))));
    }
    sim.at(Duration.ofSeconds(2), () -> sim.hosts().get(3).crash());
    sim.at(Duration.ofSeconds(4), () -> sim.hosts().get(3).restart());
    sim.run(Duration.ofSeconds(8));
    sim.network().requireConserved();
    assertThat(sim.events()).isGreaterThan(3_000);
    return sim.traceHash();
  }
}
