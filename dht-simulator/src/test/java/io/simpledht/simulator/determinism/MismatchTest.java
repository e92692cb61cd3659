package io.simpledht.simulator.determinism;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.simulator.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MismatchTest {

  private static final int TICKS = 140_000;

  /** A world that ticks every millisecond; at one tick somebody does what the seed does not say. */
  private record Ticking(int oddTick, int ticks) implements Replica {

    @Override
    public Fingerprint fingerprint() {
      Simulation ended = run(opened -> {});
      return new Fingerprint(ended.traceLength(), ended.traceHash(), ended.traceCheckpoints());
    }

    @Override
    public List<String> events(long from, long to) {
      List<String> events = new ArrayList<>();
      run(opened -> opened.watchTrace(from, to, events::add));
      return events;
    }

    private Simulation run(Consumer<Simulation> opened) {
      Simulation sim = Simulation.seeded(1);
      opened.accept(sim);
      for (int i = 0; i < ticks; i++) {
        sim.at(Duration.ofMillis(i).plusNanos(i == oddTick ? 1 : 0), () -> {});
      }
      sim.run(Duration.ofMillis(TICKS));
      return sim;
    }
  }

  @Test
  void shouldFindNothingInEqualRuns() {
    assertThat(Mismatch.between(new Ticking(-1, TICKS), new Ticking(-1, TICKS))).isEmpty();
  }

  @Test
  void shouldNameTheFirstEventThatDiffers() {
    for (int odd : new int[] {0, Fingerprint.BLOCK - 1, Fingerprint.BLOCK, TICKS - 1}) {
      Mismatch found = Mismatch.between(new Ticking(-1, TICKS), new Ticking(odd, TICKS)).get();
      String seconds = String.format("%d.%03d", odd / 1000, odd % 1000);

      assertThat(found.number()).isEqualTo(odd);
      assertThat(found.left()).startsWith(seconds + "000000 s CONTROL");
      assertThat(found.right()).startsWith(seconds + "000001 s CONTROL");
    }
  }

  @Test
  void shouldNameTheEventAfterWhichOnlyOneWentOn() {
    Mismatch found = Mismatch.between(new Ticking(-1, 70_000), new Ticking(-1, 69_000)).get();

    assertThat(found.number()).isEqualTo(69_000);
    assertThat(found.right()).contains("ended");
  }

  @Test
  void shouldReadBackAFingerprint() {
    Fingerprint fingerprint = new Fingerprint(131_073, -1, new long[] {Long.MIN_VALUE, 7});
    assertThat(Fingerprint.ofLine(fingerprint.toLine()).matches(fingerprint)).isTrue();
  }
}
