package io.simpledht.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.simulator.plan.CutShape;
import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.plan.Planner;
import io.simpledht.simulator.plan.Step;
import io.simpledht.simulator.result.CheckResult;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Sample;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.scenario.ScenarioFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run in which nothing happened must not pass for one in which all went well. */
class BlindChecksTest {

  private static final long SECOND = 1_000_000_000L;

  private static Plan plan(String text) {
    return Planner.plan(ScenarioFile.parse("blind.yaml", text, List.of()), 1);
  }

  /** The plan with more steps. */
  private static Plan with(Plan plan, Step... more) {
    List<Step> steps = new ArrayList<>(plan.steps());
    steps.addAll(List.of(more));
    steps.sort(Comparator.comparingLong(Step::at));
    return plan.withSteps(steps);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bootstrap_p99: \"< 1s\"",
        "bootstrap_max: \"< 1s\"",
        "sync_p99: \"< 1s\"",
        "put_p99: \"< 1s\"",
        "put_p99: \"> 1s\"",
        "get_p99: \"< 1s\"",
        "put_success: \">= 0%\"",
        "get_success: \">= 0%\"",
        "stores_per_put: \"<= 4\"",
        "convergence: \"> 1s\"",
        "rest_bytes_per_node_second: \"> 1\"",
      })
  void aFigureOfNothingHoldsNoBound(String demand) {
    RunResult result =
        PlanRun.run(
            plan(
                """
                nodes: 3
                network: { loss: 100% }
                phases:
                  - join: {}
                  - run: { for: 20s }
                  - expect: { DEMAND }
                """
                    .replace("DEMAND", demand)));
    CheckResult check = result.check("expect " + demand.substring(0, demand.indexOf(':')));
    assertThat(check.verdict()).as(check.detail()).isEqualTo(Verdict.FAIL);
  }

  /** Node 3 is cut off from before it starts: the other joiner is fast. */
  @Test
  void nodesThatNeverJoinedCountWithTheTimeTheyHaveWaited() {
    Plan plan =
        plan(
            """
            nodes: 3
            phases:
              - join: { over: 3s }
              - run: { for: 30s }
              - expect: { bootstrap_max: "< 20s", bootstrap_p99: "< 20s", sync_p99: "< 20s" }
            """);
    Step cut = new Step.Cut(0, 9, CutShape.BETWEEN, List.of(List.of(1, 2), List.of(3)));
    RunResult result = PlanRun.run(with(plan, cut));

    for (String metric : List.of("bootstrap_max", "bootstrap_p99", "sync_p99")) {
      CheckResult check = result.check("expect " + metric);
      assertThat(check.verdict()).as(check.detail()).isEqualTo(Verdict.FAIL);
      assertThat(check.detail()).contains(metric + " is 31.0,");
    }
  }

  @Test
  void aValueThatWasOverwrittenIsAStaleRead() {
    RunResult result =
        PlanRun.run(
            plan(
                """
                nodes: 4
                workload: { puts: 5/s, gets: 20/s, keys: 1 }
                phases:
                  - join: {}
                  - partition: { kind: halves, for: 20s }
                """));
    assertThat(result.marks().get("stale read")).isPositive();
  }

  @Test
  void faultsThatNeverHappenedProveNothing() {
    Plan plan =
        plan(
            """
            nodes: 4
            phases:
              - join: {}
              - partition: { kind: halves, for: 10s }
              - heal: { within: 20s }
            """);
    Plan cut =
        plan.withSteps(
            plan.steps().stream().filter(step -> step.node() == 0 || step.node() == 1).toList());
    RunResult result = PlanRun.run(cut);

    assertThat(result.check(Checks.EVIDENCE).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.check(Checks.EVIDENCE).detail()).contains("partition");
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  /** The storm is called off as soon as it has begun, and the usual loss goes on. */
  @Test
  void aStormThatDoesNothingIsNotHiddenByTheUsualLoss() {
    Plan plan =
        plan(
            """
            nodes: 10
            network: { loss: 2% }
            workload: { puts: 5/s }
            phases:
              - join: {}
              - run: { for: 10s }
              - storm: { loss: 60%, for: 60s }
            """);
    assertThat(PlanRun.run(plan).check(Checks.EVIDENCE).verdict()).isEqualTo(Verdict.PASS);
    RunResult calm =
        PlanRun.run(
            plan,
            RunOptions.PLAIN,
            sim -> sim.after(Duration.ofMillis(11_001), () -> sim.network().loss(0.02)));
    assertThat(calm.check(Checks.EVIDENCE).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(calm.check(Checks.EVIDENCE).detail()).startsWith("no loss happened");
  }

  /** The second partition is healed as soon as it has begun. */
  @Test
  void aPartitionThatDoesNothingIsNotHiddenByAnother() {
    Plan plan =
        plan(
            """
            nodes: 10
            workload: { puts: 5/s }
            phases:
              - join: {}
              - run: { for: 10s }
              - partition: { for: 20s }
              - run: { for: 60s }
              - partition: { for: 60s }
            """);
    assertThat(PlanRun.run(plan).check(Checks.EVIDENCE).verdict()).isEqualTo(Verdict.PASS);
    RunResult whole =
        PlanRun.run(
            plan,
            RunOptions.PLAIN,
            sim -> sim.after(Duration.ofNanos(91 * SECOND + 1), () -> sim.network().heal()));
    assertThat(whole.check(Checks.EVIDENCE).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(whole.check(Checks.EVIDENCE).detail()).startsWith("no partition");
  }

  @Test
  void aWriteWhoseHoldersAreMerelyDownIsNotCalledLostWithItsDisks() {
    Plan plan = plan("{ nodes: 2, phases: [ join: {}, run: { for: 20s } ] }");
    RunResult result =
        PlanRun.run(
            with(
                plan,
                new Step.Put(10 * SECOND, 1, 1, "k", 10),
                new Step.Crash(15 * SECOND, 1, false),
                new Step.Crash(15 * SECOND, 2, false)));
    assertThat(result.check(Checks.LOST).detail())
        .isEqualTo("0 lost with all their disks, 1 only on nodes that are down");
  }

  /** They all wait for a node that is gone, and their own go before they end. */
  @Test
  void writesOfNodesThatCrashedWereSentToo() {
    Plan plan =
        plan("{ nodes: 20, workload: { concern: all }, phases: [ join: {}, run: { for: 40s } ] }");
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Crash(20 * SECOND, 20, false));
    for (int node = 1; node <= 5; node++) {
      for (int i = 0; i < 100; i++) {
        int call = 100 * node + i;
        steps.add(new Step.Put(20 * SECOND + i * SECOND / 40, node, call, "k" + call, 10));
      }
      steps.add(new Step.Crash(23 * SECOND, node, false));
    }
    RunResult result = PlanRun.run(with(plan, steps.toArray(Step[]::new)));

    CheckResult check = result.check(Checks.ECHO);
    assertThat(check.verdict()).as(check.detail()).isEqualTo(Verdict.PASS);
    assertThat(result.check(Checks.HONESTY).detail()).isEqualTo("0 results");
  }

  /** Ten of thirty nodes never hear of ten others: nobody was given up who had been known. */
  @Test
  void nodesThatNeverMeetAreStrangersToo() {
    Plan plan =
        plan("{ nodes: 30, phases: [ join: {}, run: { for: 20s }, heal: { within: 4m } ] }");
    List<Integer> some = IntStream.rangeClosed(11, 20).boxed().toList();
    List<Integer> others = IntStream.rangeClosed(21, 30).boxed().toList();
    Step cut = new Step.Cut(0, 9, CutShape.BETWEEN, List.of(some, others));
    RunResult result = PlanRun.run(with(plan, cut));

    CheckResult check = result.check(Checks.EVICTION);
    assertThat(check.verdict()).as(check.detail()).isEqualTo(Verdict.FAIL);
    assertThat(check.detail()).startsWith("22.9");
    assertThat(result.check(Checks.CONVERGENCE).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void whoWasNotLookedAtIsNotJudged() {
    String text = "{ nodes: 30, phases: [ join: {}, heal: { within: 30s } ] }";
    List<Integer> some = IntStream.rangeClosed(11, 20).boxed().toList();
    List<Integer> others = IntStream.rangeClosed(21, 30).boxed().toList();
    Step cut = new Step.Cut(0, 9, CutShape.BETWEEN, List.of(some, others));
    assertThat(PlanRun.run(with(plan(text), cut)).check(Checks.EVICTION)).isNull();
    String factor = "{ replication: { factor: 3 }, nodes: 5, phases: [ join: {}, heal: {} ] }";
    assertThat(PlanRun.run(plan(factor)).check(Checks.EVICTION)).isNull();
  }

  /** Nodes 2 and 3 do not know each other, but both still know node 4, which has just crashed. */
  @Test
  void aDeadContactDoesNotStandInForALiveOne() {
    Plan plan = plan("{ nodes: 4, phases: [ join: {}, run: { for: 20s } ] }");
    RunResult result =
        PlanRun.run(
            with(
                plan,
                new Step.Cut(0, 9, CutShape.BETWEEN, List.of(List.of(2), List.of(3))),
                new Step.Crash(20 * SECOND, 4, false)));
    List<Sample> samples = result.samples();
    assertThat(samples.get(samples.size() - 1).acquaintance()).isEqualTo(4 / 6.0);
  }
}
