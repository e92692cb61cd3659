package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Id;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import java.time.Duration;
import java.util.List;

/** A machine was copied with the node's id on it: both operators are told. */
class SameIdTest {

  private static final Id ID = Id.hashOf(Bytes.utf8("a copied data directory"));

  private static EmbeddedNode node(Simulation sim, List<String> seeds) {
    return new EmbeddedNode(
        sim, RenumberedTransport::boundToAll, builder -> builder.id(ID).seeds(seeds));
  }

  private static void requireTold(EmbeddedNode node, int of) {
    String line = "another node at 10.0.0." + of + ":5000 has this node's id: stop one of the two";
    assertThat(node.notices()).filteredOn(notice -> notice.startsWith(line)).hasSize(1);
  }

  @SimulationTest(seeds = 3)
  void shouldBeToldToBothWhereOneJoinsThroughTheOther(Simulation sim) {
    sim.network().loss(0.2);
    EmbeddedNode first = node(sim, List.of());
    EmbeddedNode copy = node(sim, List.of("10.0.0.1:5000"));
    sim.run(Duration.ofMinutes(1));
    requireTold(first, 2);
    requireTold(copy, 1);
    assertThat(copy.notices())
        .contains("Failed to bootstrap with 10.0.0.1:5000: the node there has this node's id");
  }

  @SimulationTest(seeds = 3)
  void shouldBeToldToBothWhereTheyJoinThroughAThird(Simulation sim) {
    sim.node();
    EmbeddedNode first = node(sim, List.of("10.0.0.1:5000"));
    sim.run(Duration.ofMinutes(1));
    EmbeddedNode copy = node(sim, List.of("10.0.0.1:5000"));
    sim.run(Duration.ofMinutes(9));
    requireTold(first, 3);
    requireTold(copy, 2);
  }
}
