package io.simpledht.simulator.node;

import static io.simpledht.protocol.message.MessageType.STORE;
import static io.simpledht.protocol.message.MessageType.STORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.NodeBuilder;
import io.simpledht.node.PutResult;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.simulator.network.Fault;
import io.simpledht.simulator.network.Verdict;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a write costs while nothing is lost, counted on the wire. */
class WriteCostTest {

  private static final int PUTS = 5;

  /** Until newcomers have been compared with, and each part of the ids has somebody known in it. */
  private static final Duration SETTLING = Duration.ofSeconds(90);

  /** A comparison that meets a write on its way finds that it is missing, and sends it too. */
  private static NodeBuilder comparesSeldom(NodeBuilder builder) {
    return builder.antiEntropyInterval(Duration.ofHours(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 20, 200, 1_000})
  void shouldSendOneStoreAndOneAcknowledgementForEachOtherNode(int nodes) {
    Simulation sim = Simulation.seeded(nodes);
    sim.network().latency(Duration.ofMillis(20));
    Cluster cluster = new Cluster(sim, nodes, WriteCostTest::comparesSeldom);
    cluster.untilReady(Duration.ofSeconds(60));
    sim.run(SETTLING);
    for (int i = 0; i < PUTS; i++) {
      SimNode writer = cluster.get(i * 7 % nodes);
      int[] depth = new int[nodes + 1];
      try (TrafficCount count = TrafficCount.of(sim)) {
        Fault watch = watchDepth(sim, depth);
        PutResult result = writer.put("key" + i, "value");
        assertThat(result.summary()).isEqualTo("stored on " + nodes + " of " + nodes + " nodes");
        sim.run(Duration.ofSeconds(2));
        watch.heal();
        assertThat(count.of(STORE)).isEqualTo(nodes - 1);
        assertThat(count.of(STORED)).isEqualTo(nodes - 1);
      }
      assertThat(IntStream.of(depth).max().orElseThrow()).isBetween(1, depthBound(nodes));
    }
  }

  /** Whoever is late now and then is asked again now and then: that costs a few in a hundred. */
  @SimulationTest(seeds = 2)
  void shouldSendHardlyAnyTwiceWhenDelaysVary(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 20);
    try (TrafficCount count = TrafficCount.of(sim)) {
      for (int i = 0; i < 20; i++) {
        cluster.get(i).put("key" + i, "value");
      }
      assertThat(count.of(STORE)).isBetween(20L * 19, 20L * 19 * 102 / 100);
    }
  }

  /** Notes how many hands each node got the write through. */
  private static Fault watchDepth(Simulation sim, int[] depth) {
    return sim.network()
        .rule(
            packet -> {
              if (TrafficCount.typeOf(packet) == STORE.code()) {
                depth[packet.targetHost()] = depth[packet.sourceHost()] + 1;
              }
              return Verdict.pass();
            });
  }

  /** The next whole number from log16 N up, and one. */
  private static int depthBound(int nodes) {
    int levels = 0;
    for (int reach = 1; reach < nodes; reach *= 16) {
      levels++;
    }
    return levels + 1;
  }
}
