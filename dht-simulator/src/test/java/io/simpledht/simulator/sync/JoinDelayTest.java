package io.simpledht.simulator.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import java.time.Duration;

/** Joining costs round trips and nothing else: no pause that a short way would make visible. */
class JoinDelayTest {

  private static final Duration ONE_WAY = Duration.ofMillis(1);

  @SimulationTest(seeds = 10)
  void shouldBeReadyWithinTwentyRoundTrips(Simulation sim) {
    sim.network().latency(ONE_WAY);
    SimNode first = sim.node();
    for (int i = 0; i < 20; i++) {
      first.put("key" + i, "v");
    }
    SimNode joiner = sim.node();
    Duration begun = sim.elapsed();
    joiner.bootstrapAsync(first);
    sim.until("ready", () -> joiner.isReady() && joiner.entries() == 20, Duration.ofSeconds(10));
    assertThat(sim.elapsed().minus(begun)).isLessThan(ONE_WAY.multipliedBy(2 * 20));
  }
}
