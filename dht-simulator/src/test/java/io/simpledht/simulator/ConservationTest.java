package io.simpledht.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.simulator.network.DropCause;
import io.simpledht.simulator.network.NetworkCounters;
import io.simpledht.simulator.random.Law;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything at once: no datagram may appear from nowhere or vanish without a cause. */
class ConservationTest {

  private static final int HOSTS = 30;

  /** Causes that boxes and rules bring, which are not in force here. */
  private static final Set<DropCause> ELSEWHERE =
      EnumSet.of(DropCause.NAT, DropCause.RULE, DropCause.REPLY);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldConserveDatagramsUnderAllFaults(long seed) {
    Simulation sim = storm(seed);
    NetworkCounters counters = sim.network().counters();
    for (int i = 0; i < 300; i++) {
      sim.run(Duration.ofMillis(100));
      sim.network().requireConserved();
    }
    for (DropCause cause : DropCause.values()) {
      if (!ELSEWHERE.contains(cause)) {
        assertThat(counters.dropped(cause)).as("%s", cause).isPositive();
      }
    }
    assertThat(sim.traceHash()).isEqualTo(rerun(seed));
  }

  private static long rerun(long seed) {
    Simulation sim = storm(seed);
    sim.run(Duration.ofSeconds(30));
    return sim.traceHash();
  }

  private static Simulation storm(long seed) {
    Simulation sim = Simulation.seeded(seed);
    for (int i = 0; i < HOSTS; i++) {
      sim.host(context -> new Pinger(context, HOSTS, Law.exponential(Duration.ofMillis(5))));
    }
    sim.network().mtu(250).loss(0.05).duplicate(0.05).reorder(0.05).replay(0.02);
    sim.network().corrupt(0.02).truncate(0.02);
    sim.network().burstLoss(Duration.ofSeconds(2), Duration.ofMillis(500), 0.9, 1, 2, 3, 4);
    sim.network().bandwidth(100_000, 100_000, 2_000, 5, 6, 7);
    sim.network().lineLoss(0.1, 0.2, 8, 9);
    sim.network().pathLoss((from, to) -> from < 10 && to > 20 ? 0.1 : 0);
    sim.after(Duration.ofMillis(500), () -> upset(sim, sim.random("upset")));
    return sim;
  }

  private static void upset(Simulation sim, RandomGenerator random) {
    SimHost<?> host = sim.hosts().get(random.nextInt(HOSTS));
    switch (random.nextInt(7)) {
      case 0 -> host.crash();
      case 1 -> sim.hosts().forEach(each -> reviveIfDown(each));
      case 2 -> host.pause();
      case 3 -> sim.hosts().forEach(SimHost::resume);
      case 4 -> host.slow(Duration.ofMillis(random.nextInt(30)));
      case 5 -> sim.network().isolate(host.number());
      default -> sim.network().heal();
    }
    sim.after(Duration.ofMillis(random.nextInt(200)), () -> upset(sim, random));
  }

  private static void reviveIfDown(SimHost<?> host) {
    if (!host.isUp()) {
      host.restart();
    }
  }
}
