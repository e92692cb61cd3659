package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.DhtNode;
import io.simpledht.node.Replication;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A network of one owner, all of whose public addresses lie in one subnet. */
class OneSubnetTest {

  /** 198.0.0.0/8, so that the hosts are 198.0.0.1, 198.0.0.2 and so on. */
  private static final int PUBLIC = 0xC600_0000;

  private static final int NODES = 40;
  private static final int FACTOR = 5;
  private static final int KEYS = 100;

  private static EmbeddedNode node(Simulation sim, List<String> seeds) {
    return new EmbeddedNode(
        sim,
        transport -> RenumberedTransport.in(PUBLIC, transport),
        builder -> builder.replication(Replication.factor(FACTOR)).seeds(seeds));
  }

  @SimulationTest(seeds = 2)
  void eachKeyShouldHaveAsManyCopiesAsItIsToHave(Simulation sim) {
    List<DhtNode> nodes = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      nodes.add(node(sim, i == 0 ? List.of() : List.of("10.0.0.1:5000")).node());
      sim.run(Duration.ofSeconds(1));
    }
    sim.run(Duration.ofMinutes(5));
    for (int i = 0; i < KEYS; i++) {
      nodes.get(i % NODES).putAsync(Key.of("key" + i), Bytes.utf8("value"), Writes.LOCAL);
      sim.run(Duration.ofMillis(100));
    }
    sim.run(Duration.ofMinutes(10));
    assertThat(nodes).allMatch(node -> node.peerCount() >= NODES / 2);
    assertThat(copies(sim, nodes)).isEqualTo(KEYS * FACTOR);
  }

  private static long copies(Simulation sim, List<DhtNode> nodes) {
    long copies = 0;
    for (DhtNode node : nodes) {
      var snapshot = node.snapshotAsync();
      sim.run(Duration.ofMillis(1));
      copies += snapshot.join().entries();
    }
    return copies;
  }
}
