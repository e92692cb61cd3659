package io.simpledht.simulator.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.simulator.canary.Canary;
import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.plan.PlanFile;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.run.Checks;
import io.simpledht.simulator.run.PlanRun;
import io.simpledht.simulator.run.RunOptions;
import io.simpledht.simulator.scenario.Phase;
import io.simpledht.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplorerTest {

  @Test
  void randomScenariosPassAndAreTheSameTheSecondTime() {
    Exploration exploration =
        Explorer.explore(
            ExploreOptions.from(1).withRuns(20).withTwice(true).withKeepGoing(true),
            (result, runs) -> {});

    assertThat(exploration.failures())
        .as("failures")
        .allSatisfy(failure -> assertThat(failure.result().firstFailure()).isNull());
    assertThat(exploration.runs()).isEqualTo(20);
    assertThat(exploration.verdict()).isEqualTo(Verdict.PASS);
    assertThat(exploration.marks().get("request retransmitted")).isPositive();
  }

  /** Seeds that once failed, most by checks that asked too much, kept so that they stay right. */
  @ParameterizedTest
  @ValueSource(
      longs = {
        24, 43, 56, 57, 93, 283, 297, 299, 324, 368, 668, 1023, 1915, 2071, 2077, 2779, 3458, 3505,
        4211, 5024, 8943, 9496, 10006, 10116, 20099, 21699, 21713, 21744, 26536, 32449, 40995
      })
  void seedsThatFailedOncePass(long seed) {
    Exploration exploration =
        Explorer.explore(ExploreOptions.from(seed).withRuns(1), (result, runs) -> {});

    assertThat(exploration.verdict()).as(exploration.failures().toString()).isEqualTo(Verdict.PASS);
  }

  @Test
  void equalSeedsGiveEqualScenariosAndOthersDoNot() {
    assertThat(RandomScenario.of(7)).isEqualTo(RandomScenario.of(7));
    assertThat(PlanFile.write(Explorer.plan(7))).isEqualTo(PlanFile.write(Explorer.plan(7)));
    assertThat(RandomScenario.of(7)).isNotEqualTo(RandomScenario.of(8));
  }

  @Test
  void deletesAreForgottenInSomeScenarios() {
    long drawn =
        LongStream.rangeClosed(1, 400)
            .mapToObj(seed -> RandomScenario.of(seed).node().retention())
            .filter(Objects::nonNull)
            .count();
    assertThat(drawn).isBetween(20L, 60L);
    assertThat(marksOf(47).get("tombstone forgotten")).isPositive();
    assertThat(marksOf(218).get("dropped as too old")).isPositive();
  }

  /** Whoever forgets a delete before the other half has heard of it gets the value back. */
  @Test
  void deletesOutliveWhatIsKnownToBringThemBack() {
    for (long seed = 1; seed <= 3_000; seed++) {
      Scenario scenario = RandomScenario.of(seed);
      Duration least = Duration.ofMinutes(scenario.network().weather().replay() > 0 ? 2 : 1);
      for (Phase phase : scenario.phases()) {
        boolean apart = phase instanceof Phase.Partition cut && cut.kind() != Phase.Cut.ISOLATE;
        least = apart ? least.plus(phase.length()) : least;
      }
      if (scenario.node().retention() != null) {
        assertThat(scenario.node().retention()).as("seed %d", seed).isGreaterThanOrEqualTo(least);
      }
    }
  }

  @Test
  void keysHaveOneCopyInSomeScenarios() {
    long drawn =
        LongStream.rangeClosed(1, 400)
            .filter(seed -> RandomScenario.of(seed).node().factor() == 1)
            .count();
    assertThat(drawn).isBetween(5L, 25L);
  }

  private static Map<String, Long> marksOf(long seed) {
    return PlanRun.run(Explorer.plan(seed)).marks();
  }

  @Test
  void stopsWhenItsTimeIsUp() {
    AtomicLong clock = new AtomicLong();
    RunOptions run = RunOptions.PLAIN.withWallClock(clock::get, 0);
    Exploration exploration =
        Explorer.explore(
            ExploreOptions.from(1).withTime(Duration.ofSeconds(3)).withRun(run),
            (result, runs) -> clock.addAndGet(2_000_000_000L));

    assertThat(exploration.runs()).isEqualTo(2);
  }

  /** A run that real time cut short ends anywhere. */
  @Test
  void runsCutShortByRealTimeAreNotCalledDifferent() {
    AtomicLong looks = new AtomicLong();
    RunOptions run = RunOptions.PLAIN.withWallClock(() -> square(looks.incrementAndGet()), 100);
    Exploration exploration =
        Explorer.explore(
            ExploreOptions.from(1).withRuns(1).withTwice(true).withRun(run), (result, runs) -> {});

    assertThat(exploration.failures()).isEmpty();
    assertThat(exploration.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  private static long square(long number) {
    return number * number;
  }

  /** Whichever of the threads breaks, with no limit on what the other does. */
  @Test
  @Timeout(60)
  void aThreadThatBreaksEndsTheExploration() {
    AtomicLong ended = new AtomicLong();
    Explorer.Listener breaking =
        (result, runs) -> {
          if (ended.incrementAndGet() == 2) {
            throw new OutOfMemoryError("planted");
          }
        };
    assertThatThrownBy(() -> Explorer.explore(ExploreOptions.from(23), 2, breaking))
        .hasRootCauseMessage("planted");
  }

  @Test
  void whatDoesNotFailAgainCannotBeMadeSmaller() {
    Plan plan = Explorer.plan(23);
    assertThat(Shrinker.shrink(plan, Checks.HONESTY, ShrinkOptions.DEFAULT)).isEmpty();
  }

  @Test
  void shrinksAFailureToFewStepsThatFailTheSameCheck() {
    RunOptions run = RunOptions.PLAIN.withVariant(Canary.ACK_BEFORE_STORE.wiring());
    Plan plan = Explorer.plan(2);
    Shrunk shrunk =
        Shrinker.shrink(plan, Checks.HONESTY, ShrinkOptions.DEFAULT.withMaxRuns(60).withRun(run))
            .orElseThrow();

    assertThat(shrunk.runs()).isLessThanOrEqualTo(60);
    assertThat(shrunk.plan().steps()).hasSizeLessThan(plan.steps().size() / 4);
    Plan read = PlanFile.read("plan", PlanFile.write(shrunk.plan()));
    assertThat(PlanRun.run(read, run).check(Checks.HONESTY).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(PlanRun.run(read).verdict()).isEqualTo(Verdict.PASS);
  }
}
