package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.DhtNode;
import io.simpledht.node.PutResult;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * All nodes are given one list of seeds, so each finds itself in it, though it does not know under
 * which addresses it can be reached.
 */
class OneSeedListTest {

  private static final List<String> ALL =
      List.of("10.0.0.1:5000", "10.0.0.2:5000", "10.0.0.3:5000");

  private static DhtNode start(Simulation sim, List<String> seeds) {
    return new EmbeddedNode(sim, RenumberedTransport::boundToAll, builder -> builder.seeds(seeds))
        .node();
  }

  private static PutResult put(Simulation sim, DhtNode node) {
    CompletableFuture<PutResult> put =
        node.putAsync(Key.of("k"), Bytes.utf8("v"), WriteOptions.DEFAULT);
    sim.run(Duration.ofSeconds(6));
    return put.join();
  }

  @SimulationTest(seeds = 3)
  void aNodeThatIsItsOnlySeedShouldBeANetworkOfOne(Simulation sim) {
    sim.network().loss(0.3);
    DhtNode lone = start(sim, ALL.subList(0, 1));
    sim.eventually("ready", () -> lone.state() == NodeState.READY, Duration.ofSeconds(5));
    assertThat(put(sim, lone).summary()).isEqualTo("stored on 1 of 1 node");
    DhtNode late = start(sim, ALL.subList(0, 1));
    sim.eventually("copied", () -> late.state() == NodeState.READY, Duration.ofSeconds(30));
    assertThat(late.peerCount()).isEqualTo(1);
    assertThat(lone.peerCount()).isEqualTo(1);
  }

  @SimulationTest(seeds = 3)
  void theFirstShouldWaitForTheOthersOfTheList(Simulation sim) {
    List<DhtNode> nodes = new ArrayList<>();
    nodes.add(start(sim, ALL));
    sim.run(Duration.ofMinutes(1));
    assertThat(nodes.get(0).state()).isEqualTo(NodeState.JOINING);
    assertThat(put(sim, nodes.get(0)).isStored()).isFalse();
    nodes.add(start(sim, ALL));
    nodes.add(start(sim, ALL));
    sim.eventually(
        "all know all and are ready",
        () -> nodes.stream().allMatch(n -> n.peerCount() == 2 && n.state() == NodeState.READY),
        Duration.ofMinutes(2));
    assertThat(put(sim, nodes.get(0)).summary()).isEqualTo("stored on 3 of 3 nodes");
  }
}
