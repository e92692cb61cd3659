package io.simpledht.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.simulator.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void seedsAreReadFromProperties() throws NoSuchMethodException {
    assertThat(seeds(Map.of())).containsExactly(7, 8, 9);
    assertThat(seeds(Map.of("simpledht.seed", " 12 "))).containsExactly(12);
    assertThat(seeds(Map.of("simpledht.seed", "-0x10"))).containsExactly(-16);
    assertThat(seeds(Map.of("simpledht.seeds", "2"))).containsExactly(7, 8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seed=abc",
        "seed=7,8",
        "seed=",
        "seed=99999999999999999999",
        "seeds=0",
        "seeds=x"
      })
  void whatIsNoSeedIsNotTakenForNone(String wrong) {
    String[] words = wrong.split("=", -1);
    assertThatThrownBy(() -> seeds(Map.of("simpledht." + words[0], words[1])))
        .hasMessageContaining("simpledht." + words[0])
        .hasMessageContaining("must be ")
        .hasMessageContaining('"' + words[1] + '"');
  }

  private static long[] seeds(Map<String, String> properties) throws NoSuchMethodException {
    SimulationTest test =
        SimulationTestTest.class
            .getDeclaredMethod("shouldRunOncePerSeed", Simulation.class)
            .getAnnotation(SimulationTest.class);
    return SimulationExtension.seeds(test, properties::get).toArray();
  }

  @AfterAll
  static void shouldHaveRunAllSeeds() {
    if (Long.getLong(SimulationTest.SEED_PROPERTY) == null
        && Integer.getInteger(SimulationTest.SEEDS_PROPERTY) == null) {
      assertThat(SEEDS).containsExactly(7L, 8L, 9L);
    }
  }
}
