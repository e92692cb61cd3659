package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.PutResult;
import io.simpledht.node.Replication;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A node that closes owes nobody an answer afterwards. */
class ClosingTest {

  private static final int WRITES = 5_000;

  @SimulationTest(seeds = 3)
  void everyWriteIsAnsweredThoughTheNodeCloses(Simulation sim) {
    SimNode first = sim.node();
    SimNode second = sim.node();
    second.bootstrapAsync(first);
    sim.until("ready", second::isReady, Duration.ofSeconds(30));
    first.crash();

    List<CompletableFuture<PutResult>> writes = new ArrayList<>();
    for (int i = 0; i < WRITES; i++) {
      writes.add(second.putAsync("k" + i, "v"));
    }
    sim.run(Duration.ofMillis(300));
    second.close();
    sim.run(Duration.ofMillis(100));

    assertThat(writes).allMatch(CompletableFuture::isDone);
    assertThat(writes.get(WRITES - 1).join().confirmed()).isEqualTo(1);
  }

  @SimulationTest(seeds = 2)
  void writesUnderWayToManyAreAnsweredThoughTheNodeCloses(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 40);
    SimNode writer = cluster.first();
    cluster.nodes().stream().skip(1).forEach(SimNode::crash);

    CompletableFuture<PutResult> write = writer.putAsync("k", "v");
    sim.run(Duration.ofMillis(10));
    assertThat(write).isNotDone();
    writer.close();
    sim.run(Duration.ofMillis(100));

    assertThat(write).isDone();
    assertThat(write.join().confirmed()).isEqualTo(1);
  }

  @SimulationTest(seeds = 2)
  void readsUnderWayAreAnsweredThoughTheNodeCloses(Simulation sim) {
    Cluster cluster = new Cluster(sim, 12, builder -> builder.replication(Replication.factor(3)));
    cluster.untilReady(Duration.ofSeconds(60));
    SimNode reader = cluster.first();
    cluster.nodes().stream().skip(1).forEach(SimNode::crash);

    CompletableFuture<Optional<Bytes>> read =
        reader.node().getAsync(Key.of("k"), ReadConcern.count(3));
    sim.run(Duration.ofMillis(10));
    assertThat(read).isNotDone();
    reader.close();
    sim.run(Duration.ofMillis(100));

    assertThat(read).isDone();
  }
}
