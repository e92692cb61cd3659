package io.simpledht.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.plan.Planner;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.scenario.BuiltIn;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInScenariosTest {

  static Stream<String> names() {
    return BuiltIn.NAMES.stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyBuiltInScenarioPasses(String name) {
    Plan plan = Planner.plan(BuiltIn.scenario(name, List.of()), 1);
    RunResult result = PlanRun.run(plan);

    assertThat(result.verdict()).as(result.checks().toString()).isEqualTo(Verdict.PASS);
  }
}
