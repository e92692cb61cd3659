package io.simpledht.simulator.determinism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.simpledht.simulator.plan.Planner;
import io.simpledht.simulator.run.RunOptions;
import io.simpledht.simulator.scenario.BuiltIn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A second run in the same JVM cannot see what depends on identity hashes, on the salt of {@code
 * Map.of} or on the machine's settings: both runs share them. A fresh JVM with others does.
 */
class FreshJvmTest {

  private static final String SCENARIO = "sync-under-loss";
  private static final long SEED = 3;
  private static final List<String> OVERRIDES = List.of("nodes=10");

  private static final List<String> SERIAL_AND_STRANGE =
      List.of(
          "-XX:+UseSerialGC",
          "-Xshare:off",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:hashCode=0",
          "-Xmx200m",
          "-Duser.language=tr",
          "-Duser.country=TR",
          "-Duser.timezone=Pacific/Kiritimati");

  private final Replica here =
      new PlanReplica(Planner.plan(BuiltIn.scenario(SCENARIO, OVERRIDES), SEED), RunOptions.PLAIN);

  @Test
  void shouldRunTheSameWithAnotherCollectorHeapLocaleAndTimeZone() {
    assertThat(here.fingerprint().checkpoints()).isNotEmpty();
    assertSameIn(OtherJvm.THIS_JDK, List.of("-XX:+UseG1GC", "-Xmx1g"));
    assertSameIn(OtherJvm.THIS_JDK, SERIAL_AND_STRANGE);
  }

  @Test
  void shouldRunTheSameOnAnotherJdk() throws IOException {
    Optional<Path> other = OtherJvm.newestOtherJdk();
    assumeTrue(other.isPresent(), "there is no other JDK beside this one");
    assertSameIn(other.get(), List.of("-XX:+UseParallelGC"));
  }

  private void assertSameIn(Path home, List<String> flags) {
    Replica there = new OtherJvm(home, flags, SCENARIO, SEED, OVERRIDES);
    assertThat(Mismatch.between(here, there)).isEmpty();
  }
}
