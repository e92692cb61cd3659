package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.PutResult;
import io.simpledht.node.Replication;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.message.MessageType;
import io.simpledht.simulator.SimHost;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.simulator.network.SimNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One node in nine lies about who is there: writes and reads find the honest ones. */
class LyingPeersTest {

  private static final int NODES = 32;
  private static final int LIARS = 4;
  private static final int KEYS = 30;

  /** Two invented ids at one address, each asked as often as any node that does not answer. */
  private static final int MOST_SENT = 2 * 6;

  /** Those that do not exist must be found out one after the other, which takes seconds. */
  private static PutResult put(SimNode writer, String key) {
    WriteOptions patient = WriteOptions.DEFAULT.withTimeout(Duration.ofSeconds(30));
    return writer.await(writer.node().putAsync(Key.of(key), Bytes.utf8("value"), patient));
  }

  @SimulationTest(seeds = 2)
  void shouldWriteAndReadAmongLiars(Simulation sim) {
    Cluster cluster =
        new Cluster(sim, NODES, builder -> builder.replication(Replication.factor(6)));
    cluster.untilReady(Duration.ofMinutes(1));
    Address victim = SimNetwork.addressOf(NODES + LIARS + 1, Simulation.PORT);
    List<SimHost<LiarNode>> liars = new ArrayList<>();
    for (int i = 0; i < LIARS; i++) {
      liars.add(sim.host(context -> new LiarNode(context, victim)));
      for (int node = 0; node < NODES; node++) {
        liars.get(i).program().introduceTo(cluster.get(node).address());
      }
    }
    sim.run(Duration.ofMinutes(1));
    try (TrafficCount atVictim = TrafficCount.to(sim, victim)) {
      for (int i = 0; i < KEYS; i++) {
        assertThat(put(cluster.get(i), "key" + i))
            .as("put %d", i)
            .isInstanceOf(PutResult.Stored.class);
      }
      for (int i = 0; i < KEYS; i++) {
        assertThat(cluster.get((i * 7 + 3) % NODES).get("key" + i)).contains("value");
      }
      long perLookup = atVictim.of(MessageType.FIND_NODE, MessageType.FIND_VALUE) / (2 * KEYS);
      assertThat(perLookup).as("sent to who was named").isLessThanOrEqualTo(MOST_SENT);
    }
    assertThat(liars).allMatch(liar -> liar.program().lies() > 0);
  }
}
