package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.NodeState;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.simulator.network.Fault;
import java.time.Duration;

/** A node that lost everybody finds them again, however long it takes, and nobody has to help. */
class RejoinTest {

  private static final Duration LONG = Duration.ofMinutes(12);
  private static final Duration BACK = Duration.ofSeconds(90);

  @SimulationTest(seeds = 5)
  void canComeBackAfterMoreThanTenMinutesAlone(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 5);
    SimNode lone = cluster.get(2);
    Fault cut = sim.network().isolate(lone.host().number());
    sim.run(LONG);
    assertThat(lone.state()).isEqualTo(NodeState.ISOLATED);
    cluster.first().putAsync("left", "1");
    lone.putAsync("right", "2");
    sim.run(Duration.ofSeconds(6));
    cut.heal();
    requireWhole(cluster);
  }

  @SimulationTest(seeds = 5)
  void canMeetTheOthersAgainAfterTheyAllCrashed(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 5);
    SimNode survivor = cluster.get(2);
    crashOthers(cluster, survivor);
    sim.run(LONG);
    survivor.putAsync("left", "1");
    restartOthers(cluster, survivor);
    cluster.last().putAsync("right", "2");
    requireWhole(cluster);
  }

  @SimulationTest(seeds = 5)
  void canBeFoundAgainThoughItKnowsNoSeedItself(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 5);
    crashOthers(cluster, cluster.first());
    sim.run(LONG);
    cluster.first().putAsync("left", "1");
    restartOthers(cluster, cluster.first());
    cluster.last().putAsync("right", "2");
    requireWhole(cluster);
  }

  /** Nobody has seeds to ask but the one who was in the middle of all and is gone for good. */
  @SimulationTest(seeds = 5)
  void canStayTogetherWhenTheOnlySeedIsGoneForGood(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 5);
    cluster.first().crash();
    Fault cut = sim.network().isolate(cluster.get(2).host().number());
    sim.run(LONG);
    cluster.get(2).putAsync("left", "1");
    cluster.last().putAsync("right", "2");
    sim.run(Duration.ofSeconds(6));
    cut.heal();
    requireWhole(cluster);
  }

  private static void crashOthers(Cluster cluster, SimNode survivor) {
    cluster.nodes().stream().filter(node -> node != survivor).forEach(SimNode::crash);
  }

  private static void restartOthers(Cluster cluster, SimNode survivor) {
    cluster.nodes().stream().filter(node -> node != survivor).forEach(SimNode::restart);
  }

  private static void requireWhole(Cluster cluster) {
    cluster.untilReady(BACK);
    cluster.untilAcquainted(BACK);
    cluster.untilAllHold("left", "1", BACK);
    cluster.untilAllHold("right", "2", BACK);
    cluster.untilEqual(BACK);
  }
}
