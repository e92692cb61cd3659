package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.Replication;
import io.simpledht.protocol.Address;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.simulator.network.SimNetwork;
import java.time.Duration;

/** A node that has another address is the same node: found there, and forgotten where it was. */
class AddressChangeTest {

  private static final Duration FOUND = Duration.ofSeconds(60);
  private static final int NODES = 20;

  @SimulationTest(seeds = 5)
  void shouldBeFoundAfterItCameBackElsewhere(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, NODES);
    SimNode mover = cluster.last();
    Address before = mover.address();
    mover.crash();
    sim.run(Duration.ofSeconds(5));
    mover.host().move();
    mover.restart();
    requireFoundAtItsNewAddressOnly(sim, cluster, mover, before);
  }

  @SimulationTest(seeds = 5)
  void shouldBeFoundWhenItMovesAsItRuns(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, NODES);
    SimNode mover = cluster.last();
    Address before = mover.address();
    mover.host().move();
    requireFoundAtItsNewAddressOnly(sim, cluster, mover, before);
  }

  @SimulationTest(seeds = 5)
  void shouldBeFoundWithAFactor(Simulation sim) {
    Cluster cluster =
        Cluster.settled(sim, NODES, builder -> builder.replication(Replication.factor(3)));
    SimNode mover = cluster.last();
    Address before = mover.address();
    mover.crash();
    mover.host().move();
    sim.run(Duration.ofSeconds(2));
    mover.restart();
    requireFoundAtItsNewAddressOnly(sim, cluster, mover, before);
  }

  @SimulationTest(seeds = 3)
  void shouldStayKnownWhenHalfOfAllMoveAtOnce(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, NODES);
    for (int i = NODES / 2; i < NODES; i++) {
      cluster.get(i).host().move();
    }
    for (int i = NODES / 2; i < NODES; i++) {
      Address before = SimNetwork.addressOf(i + 1, Simulation.PORT);
      requireFoundAtItsNewAddressOnly(sim, cluster, cluster.get(i), before);
    }
  }

  private static void requireFoundAtItsNewAddressOnly(
      Simulation sim, Cluster cluster, SimNode mover, Address before) {
    Address now = mover.address();
    assertThat(now).isNotEqualTo(before);
    sim.eventually(
        "known at its new address only",
        () ->
            cluster.up().stream()
                .filter(node -> node != mover)
                .allMatch(node -> knows(node, now) && !knows(node, before)),
        FOUND);
    cluster.untilReady(FOUND);
    mover.put("by the mover", "value");
    cluster.first().put("by the first", "value");
    assertThat(cluster.get(1).get("by the mover")).contains("value");
    assertThat(mover.get("by the first")).contains("value");
  }

  private static boolean knows(SimNode node, Address address) {
    return node.snapshot().peers().stream()
        .anyMatch(peer -> peer.contact().address().equals(address));
  }
}
