package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.PutResult;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A node that closes owes nobody an answer afterwards. */
class ClosingTest {

  private static final int WRITES = 5_000;

  @SimulationTest(seeds = 3)
  void everyWriteIsAnsweredThoughTheNodeCloses(Simulation sim) {
    SimNode first = sim.node();
    SimNode second = sim.node();
    second.bootstrap(first);
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
}
