package io.simpledht.simulator.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.simulator.plan.Planner;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.run.PlanRun;
import io.simpledht.simulator.scenario.Phase;
import io.simpledht.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scenarios with a replication factor that once took minutes to heal, because copies that only the
 * wrong nodes held waited for a regular walk.
 *
 * <p>Seed 35, 225 s: a value larger than a datagram was kept by its writer alone, as the holders
 * could not pull it from a node that is not to hold it. The others, 230 to 396 s: nodes that joined
 * together took over a key whole, and those who had held it compared it with nobody any more.
 */
class FactorHealingTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @ParameterizedTest
  @ValueSource(longs = {35, 103, 242, 276})
  void shouldHealSoon(long seed) {
    Scenario drawn = RandomScenario.of(seed);
    List<Phase> phases =
        drawn.phases().stream()
            .map(phase -> phase instanceof Phase.Heal ? new Phase.Heal(LIMIT) : phase)
            .toList();
    Scenario hurried = drawn.withPhases(phases).withExpectations(List.of());
    RunResult result = PlanRun.run(Planner.plan(hurried, seed));
    assertThat(drawn.node().factor()).isPositive();
    assertThat(result.verdict()).as(result.checks().toString()).isEqualTo(Verdict.PASS);
  }
}
