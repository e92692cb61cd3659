package io.simpledht.simulator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.simpledht.simulator.scenario.Scenario;
import io.simpledht.simulator.scenario.ScenarioFile;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who comes and goes when, as planned. */
class ChurnPlanTest {

  private static final int NODES = 2_000;

  private static Plan plan(String churn) {
    String text =
        "nodes: "
            + NODES
            + "\nchurn: "
            + churn
            + "\nphases: [ { join: { over: 1s } }, { run: { for: 60m } } ]\n";
    Scenario scenario = ScenarioFile.parse("churn.yaml", text, List.of());
    return Planner.plan(scenario, 1);
  }

  /** Nodes that are up at a moment. */
  private static int upAt(Plan plan, double minutes) {
    int up = NODES;
    for (Step step : plan.steps()) {
      if (step.at() <= minutes * 60e9) {
        up -= step instanceof Step.Crash || step instanceof Step.Leave ? 1 : 0;
        up += step instanceof Step.Restart ? 1 : 0;
      }
    }
    return up;
  }

  @Test
  void shouldHaveAsManyNodesAtAnyTimeOnceStationary() {
    Plan plan =
        plan("{ session: 'weibull(0.6, 10m)', absence: 'weibull(0.5, 5m)', start: stationary }");
    double mean = 10 * 1.5045755; // scale times Gamma(1 + 1 / shape)
    double expected = NODES * mean / (mean + 5 * 2);
    for (double minutes = 1; minutes < 60; minutes += 7) {
      assertThat((double) upAt(plan, minutes)).isCloseTo(expected, within(0.05 * NODES));
    }
  }

  @Test
  void shouldBeginWithAllThatJoinedUnlessStationary() {
    assertThat(upAt(plan("{ session: exponential(10m) }"), 0.02)).isGreaterThan(NODES * 99 / 100);
  }

  /** The rest of such a session is most often longer than time can be counted. */
  @Test
  void shouldLetNodesStayForGood() {
    Plan plan = plan("{ session: 'pareto(1.1, 1m)', absence: exponential(5m) }");
    assertThat(upAt(plan, 59)).isBetween(NODES / 2, NODES - 1);
  }

  @Test
  void shouldKnowMeasuredNetworksByName() {
    assertThat(
            ScenarioFile.parse(
                    "x", "churn: {like: bittorrent}\nphases: [{run: {for: 1s}}]", List.of())
                .churn())
        .satisfies(
            churn -> {
              assertThat(churn.session()).isEqualTo("weibull(0.38, 42.4m)");
              assertThat(churn.absence()).isEqualTo("weibull(0.476, 413.7m)");
            });
  }

  /** A heal brings everybody back before some would have come, elsewhere: those stay. */
  @Test
  void shouldNotMoveWhoAHealHasBroughtBack() {
    String text =
        """
        nodes: 200
        churn: { session: exponential(1m), absence: exponential(5m), new-address: 100% }
        phases:
          - join: {}
          - run: { for: 2m }
          - heal: { within: 10s }
          - run: { for: 10m }
        """;
    Plan plan = Planner.plan(ScenarioFile.parse("churn.yaml", text, List.of()), 1);
    BitSet away = new BitSet();
    int moves = 0;
    for (Step step : plan.steps()) {
      if (step instanceof Step.Crash || step instanceof Step.Leave) {
        away.set(step.node());
      } else if (step instanceof Step.Move) {
        assertThat(away.get(step.node())).as(step.toString()).isTrue();
        moves++;
      } else if (step instanceof Step.Restart) {
        away.clear(step.node());
      }
    }
    assertThat(moves).isGreaterThan(100);
  }

  @Test
  void shouldMoveTheAskedPartOfThoseThatComeBackJustBeforeTheyDo() {
    Plan plan = plan("{ session: exponential(10m), absence: exponential(5m), new-address: 25% }");
    List<Step> moves = new ArrayList<>();
    long restarts = plan.steps().stream().filter(Step.Restart.class::isInstance).count();
    for (int i = 0; i < plan.steps().size(); i++) {
      if (plan.steps().get(i) instanceof Step.Move move) {
        moves.add(move);
        assertThat(plan.steps().get(i + 1)).isEqualTo(new Step.Restart(move.at(), move.node()));
      }
    }
    assertThat((double) moves.size() / restarts).isCloseTo(0.25, within(0.02));
  }
}
