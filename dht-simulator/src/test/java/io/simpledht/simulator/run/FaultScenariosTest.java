package io.simpledht.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.plan.PlanFile;
import io.simpledht.simulator.plan.Planner;
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

  private static Plan plan(String network, String phase) {
    String text =
        DOCUMENT
            .replace("NETWORK", network.isEmpty() ? "" : "network: " + network)
            .replace("PHASE", phase.isEmpty() ? "" : "- " + phase);
    Scenario scenario = ScenarioFile.parse("one-fault.yaml", text, List.of());
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
        "{ nat: { share: 50% } }|move: { nodes: 50%, over: 5s }|move",
        "|clock: { nodes: 50%, by: 1ms, drift: 1000, for: 30s }|drift",
      })
  void nodesStandPhase(String network, String phase, String fault) {
    RunResult result = PlanRun.run(plan(network == null ? "" : network, phase));

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
}
