package io.simpledht.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionsTest {

  private static final String PHASES = "phases: [ { join: {} }, { crash: { nodes: na } } ]\n";

  private static Scenario parse(String regions) {
    return ScenarioFile.parse(
        "t.yaml", "nodes: 40\nnetwork: { regions: " + regions + " }\n" + PHASES, List.of());
  }

  @Test
  void shouldDivideAnyFirstNodesAsTheSharesSay() {
    Regions regions = new Regions(parts("eu", 0.5, "na", 0.3), Map.of(), "1ms", Map.of());
    int[] places = regions.assign(1_000);
    for (int nodes = 1; nodes <= places.length; nodes++) {
      int first = nodes;
      long inEurope = Arrays.stream(places).limit(first).filter(place -> place == 0).count();
      assertThat(inEurope).isBetween((long) (0.5 * first) - 1, (long) (0.5 * first) + 2);
    }
    assertThat(regions.nodesIn("na", 1_000)).hasSizeBetween(299, 301);
  }

  private static Map<String, Double> parts(String one, double part, String other, double its) {
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put(one, part);
    parts.put(other, its);
    parts.put("rest", 1 - part - its);
    return parts;
  }

  @Test
  void shouldReadDistancesAndLossOfPairsBothWays() {
    Regions regions =
        parse("{ share: {eu: 60%, na: 40%}, rtt: {eu-na: 90ms}, loss: {eu-na: 2%} }")
            .network()
            .regions();
    assertThat(regions.oneWayMillis()).isEqualTo(new double[][] {{10, 45}, {45, 10}});
    assertThat(regions.lossMatrix()).isEqualTo(new double[][] {{0, 0.02}, {0.02, 0}});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ share: {eu: 60%, na: 30%} }|parts that add up to 100%",
        "{ share: {EU: 100%} }|EU is no name for a region",
        "{ share: {same: 100%} }|same is no name for a region",
        "{ rtt: {na-eu: 1ms} }|allowed: same, eu-na, eu-as, na-as",
        "{ loss: {eu-na: 120%} }|network.regions.loss.eu-na: \"120%\" is not allowed",
        "{ share: {eu: 50%, af: 50%} }|or a region (eu, af)",
      })
  void shouldRefuseWhatCannotBe(String regions, String complaint) {
    assertThatThrownBy(() -> parse(regions))
        .isInstanceOf(ScenarioException.class)
        .hasMessageStartingWith("t.yaml:")
        .hasMessageContaining(complaint);
  }
}
