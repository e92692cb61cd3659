package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import java.time.Duration;

/** A node that was down catches up with what was written meanwhile. */
class RestartTest {

  private static final Duration CAUGHT_UP = Duration.ofSeconds(5);
  private static final int MISSED = 100;

  @SimulationTest(seeds = 10)
  void shouldHaveWhatItMissedFiveSecondsAfterARestart(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 3);
    SimNode victim = cluster.last();
    cluster.first().put("before", "the crash");
    victim.crash();
    writeMeanwhile(sim, cluster.first());
    victim.restart();
    assertThat(victim.held("before")).contains("the crash");
    sim.eventually("caught up", () -> victim.entries() == MISSED + 1, CAUGHT_UP);
  }

  @SimulationTest(seeds = 10)
  void shouldHaveEverythingFiveSecondsAfterLosingItsDisk(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 3);
    SimNode victim = cluster.last();
    cluster.first().put("before", "the crash");
    victim.host().amnesia();
    writeMeanwhile(sim, cluster.first());
    victim.restart();
    assertThat(victim.entries()).isZero();
    sim.eventually("caught up", () -> victim.entries() == MISSED + 1, CAUGHT_UP);
    assertThat(victim.get("before")).contains("the crash");
  }

  @SimulationTest(seeds = 10)
  void shouldNotLoseWhatOnlyTheCrashedNodeHeld(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 3);
    SimNode victim = cluster.last();
    sim.network().isolate(victim.host().number());
    victim.putAsync("only", "there");
    sim.run(Duration.ofMillis(10));
    victim.crash();
    sim.network().heal();
    sim.run(Duration.ofMinutes(1));
    victim.restart();
    cluster.untilAllHold("only", "there", Duration.ofSeconds(30));
  }

  /** It answers at its address under a new id, so soon that nobody has missed the old one. */
  @SimulationTest(seeds = 3)
  void shouldTakeItsOwnPlaceWhenItComesBackAsANewNode(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 2);
    SimNode victim = cluster.last();
    cluster.first().put("before", "the crash");
    victim.host().amnesia();
    victim.restart();
    cluster.untilReady(CAUGHT_UP);
    cluster.untilEqual(CAUGHT_UP);
    assertThat(cluster.first().snapshot().peers())
        .extracting(peer -> peer.contact().id())
        .containsExactly(victim.node().id());
    assertThat(cluster.first().node().peerCount()).isEqualTo(1);
  }

  private static void writeMeanwhile(Simulation sim, SimNode writer) {
    for (int i = 0; i < MISSED; i++) {
      writer.putAsync("key" + i, "value" + i);
    }
    sim.run(Duration.ofSeconds(1));
  }
}
