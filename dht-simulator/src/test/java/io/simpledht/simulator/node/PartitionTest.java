package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.NodeState;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.simulator.network.Fault;
import java.time.Duration;

/** Networks that were cut grow together again by themselves, and nothing written is lost. */
class PartitionTest {

  private static final Duration CUT = Duration.ofSeconds(60);
  private static final Duration HEALED = Duration.ofSeconds(60);

  /** The longest between two readings of another's table, and twice what follows upon news. */
  private static final Duration TOLD = Duration.ofSeconds(180 + 2 * 20);

  /** Who has joined so long ago reads tables as seldom as everybody. */
  private static final Duration SETTLED = Duration.ofMinutes(5);

  private static final int NODES = 10;

  @SimulationTest(seeds = 5)
  void canGrowTogetherAfterAMinuteInHalves(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, NODES);
    int middle = NODES / 2;
    Fault cut = sim.network().partition(cluster.hosts(0, middle), cluster.hosts(middle, NODES));
    sim.run(CUT);
    cluster.first().putAsync("left", "1");
    cluster.last().putAsync("right", "2");
    sim.run(Duration.ofSeconds(1));
    assertThat(cluster.last().held("left")).isEmpty();
    cut.heal();
    requireWhole(cluster);
  }

  @SimulationTest(seeds = 5)
  void canTakeBackANodeThatWasCutOffForAMinute(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, NODES);
    SimNode lone = cluster.get(3);
    Fault cut = sim.network().isolate(lone.host().number());
    sim.run(CUT);
    assertThat(lone.state()).isEqualTo(NodeState.ISOLATED);
    cluster.first().putAsync("left", "1");
    lone.putAsync("right", "2");
    sim.run(Duration.ofSeconds(1));
    cut.heal();
    requireWhole(cluster);
  }

  /** Over a long weekend, and the one seed they were all given is gone for good. */
  @SimulationTest
  void canGrowTogetherAfterTwoDaysWithoutASeed(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 5);
    cluster.first().crash();
    Fault cut = sim.network().partition(cluster.hosts(0, 3), cluster.hosts(3, 5));
    sim.run(Duration.ofHours(48));
    cut.heal();
    cluster.untilAcquainted(Duration.ofMinutes(70));
  }

  @SimulationTest(seeds = 5)
  void canGrowTogetherWhenOnlyOneDirectionWasCut(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, NODES);
    int middle = NODES / 2;
    Fault cut = sim.network().oneWay(cluster.hosts(0, middle), cluster.hosts(middle, NODES));
    sim.run(CUT);
    cluster.first().putAsync("left", "1");
    cluster.last().putAsync("right", "2");
    sim.run(Duration.ofSeconds(1));
    cut.heal();
    requireWhole(cluster);
  }

  @SimulationTest(seeds = 3)
  void canGrowTogetherUnderLoss(Simulation sim) {
    sim.network().loss(0.2);
    Cluster cluster = Cluster.settled(sim, NODES);
    int middle = NODES / 2;
    Fault cut = sim.network().partition(cluster.hosts(0, middle), cluster.hosts(middle, NODES));
    cluster.first().putAsync("left", "1");
    cluster.last().putAsync("right", "2");
    sim.run(CUT);
    cut.heal();
    requireWhole(cluster);
  }

  /** Nobody knows a light node: it learns only what it asks for. */
  @SimulationTest(seeds = 10)
  void canTellALightNodeThatCameWhileItWasCut(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 20);
    SimNode light = cluster.add(builder -> builder.light(true));
    for (int i = 0; i < 20; i++) {
      cluster.add();
    }
    sim.run(SETTLED);
    light.close();
    Fault cut = sim.network().partition(cluster.hosts(0, 21), cluster.hosts(21, 41));
    sim.run(CUT);
    light.restart();
    sim.run(SETTLED);
    cut.heal();
    sim.eventually("the light node knows all", () -> light.peers().size() == 40, TOLD);
  }

  private static void requireWhole(Cluster cluster) {
    cluster.untilAcquainted(HEALED);
    cluster.untilReady(HEALED);
    cluster.untilAllHold("left", "1", HEALED);
    cluster.untilAllHold("right", "2", HEALED);
    cluster.untilEqual(HEALED);
  }
}
