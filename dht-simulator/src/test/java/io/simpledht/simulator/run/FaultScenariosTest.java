package io.simpledht.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.plan.PlanFile;
import io.simpledht.simulator.plan.Planner;
import io.simpledht.simulator.result.Comparison;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.scenario.Scenario;
import io.simpledht.simulator.scenario.ScenarioFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each kind of fault, alone: nodes stand it, it hit somebody, and its plan gives the same again.
 */
class FaultScenariosTest {

  /** Short, with a load that touches every node. */
  private static final String DOCUMENT =
      """
      name: one-fault
      nodes: 12
      workload: { puts: 4/s, gets: 4/s, deletes: 1/s, keys: 50 }
      NETWORK
      phases:
        - join: { over: 2s }
        - run: { for: 10s }
        PHASE
        - heal: { within: 60s }
        - expect: { converged: true, lost: 0 }
      """;

  private static Plan plan(String network, String phase, String... overrides) {
    String text =
        DOCUMENT
            .replace("NETWORK", network.isEmpty() ? "" : "network: " + network)
            .replace("PHASE", phase.isEmpty() ? "" : "- " + phase);
    Scenario scenario = ScenarioFile.parse("one-fault.yaml", text, List.of(overrides));
    return Planner.plan(scenario, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ reply-loss: 20% }||reply",
        "|storm: { reply-loss: 70%, for: 10s }|reply",
        "{ lines: { share: 50%, loss-up: 20%, loss-down: 2% } }||line",
        "{ regions: { loss: { eu-na: 10% } } }||path",
        "{ regions: {} }|partition: { kind: split, nodes: na, for: 10s }|partition",
        "{ regions: {} }|crash: { nodes: as, for: 5s }|down",
      })
  void nodesStandIt(String network, String phase, String cause) {
    Plan plan = plan(network == null ? "" : network, phase == null ? "" : phase);
    RunResult result = PlanRun.run(plan);

    assertThat(result.verdict()).as(result.checks().toString()).isEqualTo(Verdict.PASS);
    assertThat(result.drops()).containsKey(cause);
    Plan read = PlanFile.read("plan", PlanFile.write(plan));
    assertThat(PlanRun.run(read).trace()).isEqualTo(result.trace());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|clog: { nodes: 40%, for: 10s }|clog",
        "|partition: { kind: split, nodes: 3, for: 10s }|partition",
        "|crash: { nodes: 50%, for: 5s, new-address: 100% }|move",
        "|move: { nodes: 50%, over: 5s }|move",
        "|disk: { nodes: 50%, for: 20s }|disk",
        "|disk: { nodes: 50%, fault: failing, for: 20s }|disk",
        "|disk: { nodes: 50%, fault: unreadable, for: 5s }|disk",
        "{ nat: { share: 50% } }|move: { nodes: 50%, over: 5s }|move",
        "|clock: { nodes: 50%, by: 1ms, drift: 1000, for: 30s }|drift",
      })
  void nodesStandPhase(String network, String phase, String fault) {
    Plan plan = plan(network == null ? "" : network, phase);
    RunResult result = PlanRun.run(plan);

    assertThat(PlanFile.read("plan", PlanFile.write(plan))).isEqualTo(plan);
    assertThat(result.verdict()).as(result.checks().toString()).isEqualTo(Verdict.PASS);
    assertThat(result.faults()).anySatisfy(span -> assertThat(span.kind()).isEqualTo(fault));
  }

  /** Where all latencies are equal, much happens at the same instant. */
  @Test
  void nodesStandAnyOrderOfWhatHappensAtOnce() {
    String equal = "{ latency: 10ms }\nties: ";
    Plan drawn = plan(equal + "random", "crash: { nodes: 30%, for: 5s }");
    RunResult result = PlanRun.run(drawn);

    assertThat(result.verdict()).as(result.checks().toString()).isEqualTo(Verdict.PASS);
    assertThat(PlanRun.run(PlanFile.read("plan", PlanFile.write(drawn))).trace())
        .isEqualTo(result.trace())
        .isNotEqualTo(PlanRun.run(plan(equal + "fifo", "crash: { nodes: 30%, for: 5s }")).trace());
  }

  @Test
  void everyRunLooksAtBoundsRestAndAmplification() {
    RunResult result = PlanRun.run(plan("{ loss: 20% }", "", "phases.heal.within=3m"));

    for (String check : List.of(Checks.BOUNDS, Checks.REST, Checks.AMPLIFICATION)) {
      assertThat(result.check(check).verdict()).isEqualTo(Verdict.PASS);
      assertThat(result.check(check).detail()).matches(".*[1-9].*");
    }
    Comparison rounds =
        result.theory().stream()
            .filter(row -> row.what().startsWith("rounds of pings"))
            .findFirst()
            .orElseThrow();
    assertThat(rounds.theory()).isCloseTo(1 / 0.64, within(1e-9));
    assertThat(rounds.measured()).isBetween(1.0, 3.0);
    assertThat(result.marks()).containsKeys("delegate replaced", "conflict merged");
  }

  /** Few nodes know each other all, so a read asks a holder at once, or one that knows it. */
  @Test
  void hopsOfReadsStandBesideTheory() {
    RunResult result = PlanRun.run(plan("{}\nreplication: { factor: 3 }", "run: { for: 10s }"));
    Comparison hops =
        result.theory().stream()
            .filter(row -> row.what().startsWith("hops of a read"))
            .findFirst()
            .orElseThrow();
    assertThat(hops.theory()).isCloseTo(Math.log(12) / Math.log(2), within(1e-9));
    assertThat(hops.measured()).isBetween(1.0, hops.theory());
  }

  @Test
  void figuresAtRestAndPerWriteCanBeDemanded() {
    String text =
        """
        nodes: 5
        workload: { puts: 2/s }
        phases:
          - join: {}
          - run: { for: 20s }
          - heal: { within: 3m }
          - expect: { rest_bytes_per_node_second: "< 900", stores_per_put: "<= 4.1" }
        """;
    Plan plan = Planner.plan(ScenarioFile.parse("rest.yaml", text, List.of()), 1);
    RunResult result = PlanRun.run(plan);

    assertThat(result.verdict()).as(result.checks().toString()).isEqualTo(Verdict.PASS);
    assertThat(result.check("expect rest_bytes_per_node_second").detail()).matches(".* is [1-9].*");
    assertThat(result.check("expect stores_per_put").detail()).matches(".* is [3-4][.].*");
  }
}
