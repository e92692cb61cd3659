package io.simpledht.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.simulator.plan.CutShape;
import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.plan.Planner;
import io.simpledht.simulator.plan.Step;
import io.simpledht.simulator.result.CheckResult;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.scenario.ScenarioFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A delete whose time is up while half of the nodes have not heard of it. */
class ForgottenDeleteTest {

  private static final long SECOND = 1_000_000_000L;

  /** Two and two nodes are apart for longer than deletes are remembered. */
  private static Plan apart(Step... more) {
    String text =
        """
        nodes: 4
        node: { retention: 60s }
        phases: [ join: {}, run: { for: 199s }, heal: { within: 4m } ]
        """;
    Plan plan = Planner.plan(ScenarioFile.parse("apart.yaml", text, List.of()), 1);
    List<Step> steps = new ArrayList<>(plan.steps());
    steps.add(
        new Step.Cut(60 * SECOND, 9, CutShape.BETWEEN, List.of(List.of(1, 2), List.of(3, 4))));
    steps.add(new Step.Mend(200 * SECOND, 9));
    steps.addAll(List.of(more));
    steps.sort(Comparator.comparingLong(Step::at));
    return plan.withSteps(steps);
  }

  @Test
  void isMissedByNobodyWhoHoldsNothing() {
    CheckResult check =
        PlanRun.run(apart(new Step.Delete(90 * SECOND, 1, 1, "never put")))
            .check(Checks.CONVERGENCE);
    assertThat(check.verdict()).as(check.detail()).isEqualTo(Verdict.PASS);
  }

  /** The other half gives the value back: the retention was too short for this partition. */
  @Test
  void isMissedByWhoStillHoldsTheValue() {
    CheckResult check =
        PlanRun.run(
                apart(
                    new Step.Put(30 * SECOND, 3, 1, "k", 9),
                    new Step.Delete(90 * SECOND, 1, 2, "k")))
            .check(Checks.CONVERGENCE);
    assertThat(check.verdict()).as(check.detail()).isEqualTo(Verdict.FAIL);
    assertThat(check.detail()).contains("4 of 4 copies are missing, such as that of k");
  }
}
