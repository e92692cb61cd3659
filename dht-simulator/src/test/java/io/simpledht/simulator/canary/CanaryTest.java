package io.simpledht.simulator.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.simulator.explore.Exploration;
import io.simpledht.simulator.explore.ExploreOptions;
import io.simpledht.simulator.explore.Explorer;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.run.Checks;
import io.simpledht.simulator.run.RunOptions;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every planted bug is caught by the check named for it, and the node as it ships passes there. */
class CanaryTest {

  private static final int SEEDS = 50;

  /** Where a bug is known to show, so that the search is short; 1 for those not named. */
  private static final Map<Canary, Long> LIKELY = new EnumMap<>(Canary.class);

  static {
    LIKELY.put(Canary.ACCEPT_CORRUPTION, 17L);
    LIKELY.put(Canary.ACCEPT_TORN_RECORD, 7L);
    LIKELY.put(Canary.ACK_AFTER_ONE_REPLICA, 7L);
    LIKELY.put(Canary.ACK_BEFORE_SYNC, 5L);
    LIKELY.put(Canary.FORGET_TOMBSTONES, 9L);
    LIKELY.put(Canary.NEVER_RETRY_BOOTSTRAP, 7L);
    LIKELY.put(Canary.EVICT_ON_FIRST_TIMEOUT, 9L);
    LIKELY.put(Canary.BOAST_OF_COPIES, 17L);
    LIKELY.put(Canary.LOSE_TIMERS, 13L);
  }

  /** All checks of every run, but for those that no bug of a node can make fail. */
  @Test
  void everyCheckHasAPlantedBug() throws IllegalAccessException {
    Set<String> checks = new TreeSet<>();
    for (Field field : Checks.class.getFields()) {
      checks.add((String) field.get(null));
    }
    Arrays.stream(Canary.values()).map(Canary::check).forEach(checks::remove);
    assertThat(checks).containsExactlyInAnyOrder(Checks.EVIDENCE, Checks.IN_TIME);
  }

  @ParameterizedTest
  @EnumSource(Canary.class)
  void everyPlantedBugIsCaughtByTheCheckNamedForIt(Canary canary) {
    long likely = LIKELY.getOrDefault(canary, 1L);
    long caught =
        LongStream.concat(LongStream.of(likely), LongStream.rangeClosed(1, SEEDS))
            .filter(seed -> isCaught(canary, seed))
            .findFirst()
            .orElseThrow(() -> new AssertionError(canary + " gets past " + canary.check()));

    Exploration plain = explore(caught, RunOptions.PLAIN, canary);
    assertThat(plain.verdict()).as(plain.failures().toString()).isEqualTo(Verdict.PASS);
  }

  private static boolean isCaught(Canary canary, long seed) {
    RunOptions run = RunOptions.PLAIN.withVariant(canary.wiring());
    return explore(seed, run, canary).failures().stream()
        .map(failure -> failure.result().check(canary.check()))
        .anyMatch(check -> check != null && check.verdict() == Verdict.FAIL);
  }

  private static Exploration explore(long seed, RunOptions run, Canary canary) {
    boolean twice = canary == Canary.HASH_MAP_ORDER;
    ExploreOptions options = ExploreOptions.from(seed).withRuns(1).withTwice(twice).withRun(run);
    return Explorer.explore(options, (result, runs) -> {});
  }
}
