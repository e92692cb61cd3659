package io.simpledht.simulator.node;

import static io.simpledht.protocol.message.MessageType.FETCH_ITEMS;
import static io.simpledht.protocol.message.MessageType.GET_PAGE;
import static io.simpledht.protocol.message.MessageType.GET_SYMBOLS;
import static io.simpledht.protocol.message.MessageType.PAGE;
import static io.simpledht.protocol.message.MessageType.STORE;
import static io.simpledht.protocol.message.MessageType.SYMBOLS;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who joins gets everything; who lacks nothing pays next to nothing. */
class JoinSyncTest {

  private static final int ENTRIES = 10_000;
  private static final int VALUE_BYTES = 100;

  @ParameterizedTest
  @CsvSource({"0.0, 5", "0.2, 10"})
  void canCopyTenThousandEntries(double loss, int seconds) {
    for (int seed = 1; seed <= 2; seed++) {
      Simulation sim = Simulation.seeded(seed);
      SimNode first = sim.node();
      Cluster.fill(first, "key", ENTRIES, VALUE_BYTES);
      sim.run(Duration.ofSeconds(1));
      sim.network().loss(loss);
      SimNode joiner = sim.node();
      joiner.bootstrapAsync(first);
      sim.eventually("all there", () -> joiner.entries() == ENTRIES, Duration.ofSeconds(seconds));
      sim.until("ready", joiner::isReady, Duration.ofSeconds(5));
      assertThat(joiner.held("key4711")).isEqualTo(first.held("key4711"));
    }
  }

  /** What its source asked or pushed could only be what that source sends anyway. */
  @SimulationTest(seeds = 2)
  void shouldNotBeComparedWithWhileItCopies(Simulation sim) {
    sim.network().latency(Duration.ofMillis(100));
    SimNode first = sim.node();
    Cluster.fill(first, "key", 2 * ENTRIES, VALUE_BYTES);
    SimNode joiner = sim.node();
    try (TrafficCount count = TrafficCount.from(sim, first.host().number())) {
      joiner.bootstrapAsync(first);
      sim.until("all", () -> joiner.entries() == 2 * ENTRIES, Duration.ofMinutes(1));
      assertThat(count.of(PAGE)).isGreaterThan(2 * ENTRIES / 10);
      assertThat(count.of(GET_SYMBOLS, GET_PAGE, FETCH_ITEMS, STORE))
          .as("one comparison at most, before the copy begins")
          .isLessThan(50);
    }
  }

  @SimulationTest(seeds = 5)
  void shouldCompareEqualSetsWithOneDatagramEachWay(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 2);
    Cluster.fill(cluster.first(), "key", 1_000, VALUE_BYTES);
    cluster.untilEqual(Duration.ofMinutes(1));
    sim.run(Duration.ofMinutes(2));
    SimNode restarted = cluster.last();
    try (TrafficCount count = TrafficCount.from(sim, restarted.host().number())) {
      restarted.restart();
      sim.eventually("ready", restarted::isReady, Duration.ofSeconds(10));
      assertThat(count.of(GET_SYMBOLS)).isEqualTo(1);
    }
    try (TrafficCount count = TrafficCount.of(sim)) {
      sim.run(Duration.ofMinutes(30));
      // Each of the two compares every 5 to 60 s.
      assertThat(count.of(GET_SYMBOLS)).isBetween(60L, 720L);
      assertThat(count.of(SYMBOLS)).isEqualTo(count.of(GET_SYMBOLS));
      assertThat(count.of(GET_PAGE, FETCH_ITEMS, STORE)).isZero();
    }
  }
}
