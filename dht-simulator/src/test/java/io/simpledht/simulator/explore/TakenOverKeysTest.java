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
 * Nodes that join together may take over a key whole; those who held it then compare it with
 * nobody. They must not wait for their next regular walk to give it on: that took 230 to 396 s with
 * these seeds.
 */
class TakenOverKeysTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @ParameterizedTest
  @ValueSource(longs = {103, 242, 276})
  void shouldReachTheirNewHoldersSoon(long seed) {
    Scenario drawn = RandomScenario.of(seed);
    List<Phase> phases =
        drawn.phases().stream()
            .map(phase -> phase instanceof Phase.Heal ? new Phase.Heal(LIMIT) : phase)
            .toList();
    Scenario hurried =
        new Scenario(
            drawn.name(),
            drawn.description(),
            drawn.nodes(),
            drawn.node(),
            drawn.network(),
            drawn.churn(),
            drawn.workload(),
            phases,
            List.of());
    RunResult result = PlanRun.run(Planner.plan(hurried, seed));
    assertThat(drawn.node().factor()).isPositive();
    assertThat(result.verdict()).as(result.checks().toString()).isEqualTo(Verdict.PASS);
  }
}
