package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.simulator.network.Fault;
import java.time.Duration;

/**
 * The dead leave the tables in time, the slow stay, and who said goodbye does not haunt anybody.
 */
class FailureDetectionTest {

  private static final int NODES = 10;

  /** Stated for networks of up to this size that are at rest. */
  private static final Duration DEAD_WITHIN = Duration.ofSeconds(60);

  /** The same where half of all datagrams are lost. */
  private static final Duration DEAD_UNDER_LOSS_WITHIN = Duration.ofMinutes(2);

  @SimulationTest(seeds = 5)
  void shouldForgetACrashedNodeWithinAMinute(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, NODES);
    sim.run(Duration.ofSeconds(sim.seed()));
    SimNode dead = cluster.get(4);
    dead.crash();
    sim.eventually("nobody lists it", () -> listers(cluster, dead) == 0, DEAD_WITHIN);
    assertThat(cluster.first().put("key", "value").summary()).isEqualTo("stored on 9 of 9 nodes");
  }

  @SimulationTest(seeds = 5)
  void shouldKeepANodeThatStoodStillForTenSeconds(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, NODES);
    sim.run(Duration.ofSeconds(sim.seed()));
    SimNode paused = cluster.get(4);
    paused.host().pause();
    sim.run(Duration.ofSeconds(10));
    paused.host().resume();
    assertThat(listers(cluster, paused)).as("who lists it").isEqualTo(NODES - 1);
    sim.run(Duration.ofMillis(100));
    assertThat(paused.snapshot().peers()).as("whom it lists").hasSize(NODES - 1);
    cluster.untilReady(Duration.ofSeconds(10));
    cluster.untilAcquainted(Duration.ofSeconds(20));
  }

  @SimulationTest(seeds = 3)
  void shouldNotLoseSightOfALivingNodeAtTwentyPercentLoss(Simulation sim) {
    sim.network().loss(0.2);
    shouldKeepAll(Cluster.settled(sim, NODES), sim, Duration.ofMinutes(5));
  }

  /**
   * Of a question and its answer both arrive one time in four, and among three there are few others
   * from whom to hear that one is well.
   */
  @SimulationTest(seeds = 8)
  void shouldNotLoseSightOfALivingNodeAtFiftyPercentLoss(Simulation sim) {
    sim.network().loss(0.5);
    shouldKeepAll(Cluster.settled(sim, 3), sim, Duration.ofMinutes(30));
  }

  private static void shouldKeepAll(Cluster cluster, Simulation sim, Duration time) {
    for (Duration t = Duration.ZERO; t.compareTo(time) < 0; t = t.plusSeconds(2)) {
      sim.run(Duration.ofSeconds(2));
      for (SimNode node : cluster.nodes()) {
        assertThat(listers(cluster, node)).as("who lists %s", node).isEqualTo(cluster.size() - 1);
      }
    }
  }

  /** Those asked in the first gap ask again, and for the last time, in the second. */
  @SimulationTest(seeds = 5)
  void shouldKeepANodeWhoseLineFailsForAMomentTwice(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 2 * NODES);
    SimNode node = cluster.get(2 * NODES - 1);
    for (int round = 0; round < 5; round++) {
      sim.run(Duration.ofMinutes(1));
      silence(sim, cluster, node, Duration.ofSeconds(6));
      sim.run(Duration.ofMillis(8_500));
      silence(sim, cluster, node, Duration.ofSeconds(10));
      assertThat(listers(cluster, node)).as("who lists it").isEqualTo(2 * NODES - 1);
    }
  }

  private static void silence(Simulation sim, Cluster cluster, SimNode node, Duration time) {
    int[] others = cluster.hosts(0, cluster.size() - 1);
    Fault cut = sim.network().oneWay(new int[] {node.host().number()}, others);
    sim.run(time);
    cut.heal();
  }

  @SimulationTest(seeds = 3)
  void shouldForgetACrashedNodeUnderAnyLoss(Simulation sim) {
    sim.network().loss(0.5);
    Cluster cluster = Cluster.settled(sim, NODES);
    SimNode dead = cluster.get(4);
    dead.crash();
    sim.eventually("nobody lists it", () -> listers(cluster, dead) == 0, DEAD_UNDER_LOSS_WITHIN);
  }

  /** Two that could not reach each other for a while took each other for dead. */
  @SimulationTest(seeds = 3)
  void shouldMeetAgainSoonAfterAFalseAlarm(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 3);
    Fault cut = sim.network().partition(cluster.hosts(0, 1), cluster.hosts(1, 2));
    sim.eventually("given up", () -> listers(cluster, cluster.get(0)) < 2, DEAD_WITHIN);
    cut.heal();
    cluster.untilAcquainted(Duration.ofSeconds(10));
  }

  @SimulationTest(seeds = 5)
  void shouldForgetWhoLeftForGood(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, NODES);
    SimNode gone = cluster.get(4);
    gone.close();
    sim.run(Duration.ofSeconds(1));
    gone.crash();
    assertThat(listers(cluster, gone)).isZero();
    sim.run(Duration.ofSeconds(10)); // somebody may have been told of it just before, and asks
    try (TrafficCount count = TrafficCount.to(sim, gone.host().number())) {
      for (int minute = 0; minute < 10; minute++) {
        sim.run(Duration.ofMinutes(1));
        assertThat(listers(cluster, gone)).isZero();
      }
      assertThat(count.all()).isZero();
    }
  }

  @SimulationTest(seeds = 5)
  void shouldForgetWhoLeftAlthoughItsGoodbyesWereLost(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, NODES);
    SimNode gone = cluster.get(4);
    sim.network().loss(0.3);
    gone.close();
    sim.run(Duration.ofSeconds(1));
    gone.crash();
    sim.run(DEAD_WITHIN.multipliedBy(2));
    for (int minute = 0; minute < 10; minute++) {
      sim.run(Duration.ofMinutes(1));
      assertThat(listers(cluster, gone)).isZero();
    }
  }

  private static long listers(Cluster cluster, SimNode of) {
    Address address = of.address();
    return cluster.up().stream()
        .filter(node -> node != of)
        .filter(
            node ->
                node.snapshot().peers().stream()
                    .anyMatch(peer -> peer.contact().address().equals(address)))
        .count();
  }
}
