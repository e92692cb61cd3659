package io.simpledht.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.simulator.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

class SimulationTestTest {

  private static final List<Long> SEEDS = new ArrayList<>();

  @SimulationTest(seeds = 3, firstSeed = 7)
  void shouldRunOncePerSeed(Simulation sim) {
    SEEDS.add(sim.seed());
    assertThat(sim.elapsed()).isZero();
  }

  @SimulationTest(seeds = 1)
  void shouldSayHowToRunTheFailedSeedAgain(Simulation sim) {
    assertThatThrownBy(() -> sim.until(() -> false, Duration.ofSeconds(1)))
        .hasMessageContaining("mvn test -Dtest=SimulationTestTest#")
        .hasMessageContaining("-Dsimpledht.seed=1");
  }

  @AfterAll
  static void shouldHaveRunAllSeeds() {
    if (Long.getLong(SimulationTest.SEED_PROPERTY) == null
        && Integer.getInteger(SimulationTest.SEEDS_PROPERTY) == null) {
      assertThat(SEEDS).containsExactly(7L, 8L, 9L);
    }
  }
}
