package io.simpledht.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.simulator.canary.Canary;
import io.simpledht.simulator.plan.CutShape;
import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.plan.Planner;
import io.simpledht.simulator.plan.Step;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.scenario.ScenarioFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A copy that is let go of is the last one if nobody else has it or something newer. */
class LastCopyTest {

  private static final long SECOND = 1_000_000_000L;

  /**
   * Nodes 1 and 2 are apart; first 2 and then 1 writes all keys, and 1 loses its disk with the
   * newer values. What 2 holds of 1's keys is older, and goes to 1.
   */
  private static Plan writtenApart() {
    String text =
        "{ nodes: 2, replication: { factor: 1 }, phases: [ join: {}, run: { for: 5m }, heal: {} ] }";
    Plan plan = Planner.plan(ScenarioFile.parse("apart.yaml", text, List.of()), 1);
    List<Step> steps = new ArrayList<>(plan.steps());
    steps.add(new Step.Cut(10 * SECOND, 9, CutShape.BETWEEN, List.of(List.of(1), List.of(2))));
    for (int i = 0; i < 10; i++) {
      steps.add(new Step.Put(100 * SECOND, 2, i, "k" + i, 10));
      steps.add(new Step.Put(120 * SECOND, 1, 100 + i, "k" + i, 10));
    }
    steps.add(new Step.Crash(140 * SECOND, 1, true));
    steps.add(new Step.Restart(150 * SECOND, 1));
    steps.add(new Step.Mend(150 * SECOND, 9));
    steps.sort(Comparator.comparingLong(Step::at));
    return plan.withSteps(steps);
  }

  @Test
  void anOlderCopyMayGoWhereItIsNeededThoughTheNewestIsLost() {
    RunResult result = PlanRun.run(writtenApart());

    assertThat(result.check(Checks.LOST).detail()).doesNotStartWith("0 lost");
    assertThat(result.check(Checks.MONOTONE).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void whoBelievesAPeerThatBoastsDropsTheLastCopy() {
    RunOptions boasting = RunOptions.PLAIN.withVariant(Canary.BOAST_OF_COPIES.wiring());
    RunResult result = PlanRun.run(writtenApart(), boasting);

    assertThat(result.check(Checks.MONOTONE).detail()).contains("dropped the last copy");
  }
}
