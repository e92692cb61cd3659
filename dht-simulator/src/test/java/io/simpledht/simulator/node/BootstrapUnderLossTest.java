package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.BootstrapResult;
import io.simpledht.protocol.NodeState;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootstrapUnderLossTest {

  private static final Duration READY = Duration.ofSeconds(15);

  /** Among 200 nodes at 20 % loss all know all after 18 to 38 s, with the seeds 1 to 6. */
  private static final Duration CONVERGED = Duration.ofSeconds(45);

  @ParameterizedTest
  @CsvSource({
    "3, 0.0, 20", "3, 0.1, 20", "3, 0.2, 20", "3, 0.3, 20",
    "20, 0.0, 2", "20, 0.1, 2", "20, 0.2, 2", "20, 0.3, 2",
    "200, 0.2, 1"
  })
  void canJoinThroughOneAddressAndShareAPut(int nodes, double loss, int seeds) {
    for (int seed = 1; seed <= seeds; seed++) {
      Simulation sim = Simulation.seeded(seed);
      sim.network().loss(loss);
      Cluster cluster = new Cluster(sim, nodes);
      cluster.untilReady(READY);
      cluster.untilAcquainted(CONVERGED);
      SimNode writer = cluster.get(seed % nodes);
      writer.putAsync("key", "value");
      cluster.untilAllHold("key", "value", CONVERGED);
      assertThat(cluster.last().get("key")).contains("value");
      sim.network().requireConserved();
    }
  }

  @SimulationTest(seeds = 100)
  void canJoinWithinTenSecondsAtTwentyPercentLoss(Simulation sim) {
    sim.network().loss(0.2);
    SimNode first = sim.node();
    first.put("before", "the join");
    SimNode late = sim.node();
    CompletableFuture<BootstrapResult> result = late.bootstrapAsync(first);
    sim.until("joined", result::isDone, Duration.ofSeconds(10));
    assertThat(result.join().joined()).isTrue();
    sim.until("ready", late::isReady, Duration.ofSeconds(10).minus(sim.elapsed()));
    assertThat(late.held("before")).contains("the join");
  }

  @SimulationTest(seeds = 20)
  void canJoinInTheEndAtFiftyPercentLoss(Simulation sim) {
    sim.network().loss(0.5);
    Cluster cluster = new Cluster(sim, 3);
    cluster.untilReady(Duration.ofMinutes(3));
    cluster.first().putAsync("key", "value");
    cluster.untilAllHold("key", "value", Duration.ofMinutes(3));
  }

  @SimulationTest(seeds = 3)
  void shouldSayEachAttemptThatTimedOut(Simulation sim) {
    SimNode seed = sim.node();
    seed.crash();
    SimNode node = sim.node();
    BootstrapResult result = node.bootstrap(seed);
    assertThat(result.joined()).isFalse();
    assertThat(result.attempts()).isEqualTo(3);
    assertThat(node.notices())
        .containsExactly(
            "Connection attempt 1/3 timed out, retrying...",
            "Connection attempt 2/3 timed out, retrying...",
            "Connection attempt 3/3 timed out",
            "Failed to bootstrap with " + seed.address());
  }

  @SimulationTest(seeds = 10)
  void canJoinWhenTheSeedComesUpLater(Simulation sim) {
    SimNode seed = sim.node();
    seed.crash();
    SimNode node = sim.node(builder -> builder.seeds(List.of(seed.address().toString())));
    sim.run(Duration.ofMinutes(10));
    assertThat(node.state()).isEqualTo(NodeState.JOINING);
    assertThat(node.notices()).contains("Failed to bootstrap with " + seed.address());
    seed.restart();
    seed.put("key", "value");
    sim.until("ready", node::isReady, Duration.ofSeconds(40));
    assertThat(node.get("key")).contains("value");
  }

  @SimulationTest(seeds = 10)
  void canJoinThroughAnyOfSeveralSeeds(Simulation sim) {
    sim.network().loss(0.3);
    SimNode down = sim.node();
    down.crash();
    SimNode up = sim.node();
    SimNode node = sim.node();
    BootstrapResult result = node.bootstrap(down, up);
    assertThat(result.joined()).isTrue();
    sim.until("ready", node::isReady, Duration.ofSeconds(15));
  }

  @SimulationTest(seeds = 10)
  void shouldAnswerEveryBootstrapCallThoughAnotherFollows(Simulation sim) {
    SimNode seed = sim.node();
    seed.crash();
    SimNode node = sim.node();
    CompletableFuture<BootstrapResult> one = node.bootstrapAsync(seed);
    CompletableFuture<BootstrapResult> other = node.bootstrapAsync(seed);
    sim.until(() -> one.isDone() && other.isDone(), Duration.ofSeconds(30));
  }

  @SimulationTest(seeds = 10)
  void shouldAnswerABootstrapCallThoughTheLastPeerFallsSilentMeanwhile(Simulation sim) {
    SimNode peer = sim.node();
    SimNode node = sim.node();
    node.bootstrap(peer);
    sim.until(node::isReady, Duration.ofSeconds(10));
    SimNode down = sim.node();
    down.crash();
    peer.crash();
    sim.run(Duration.ofSeconds(14));
    CompletableFuture<BootstrapResult> call = node.bootstrapAsync(down);
    sim.until(call::isDone, Duration.ofSeconds(60));
    assertThat(call.join().joined()).isFalse();
  }

  @SimulationTest(seeds = 10)
  void shouldAnswerABootstrapCallThoughTheNodeIsClosed(Simulation sim) {
    SimNode down = sim.node();
    down.crash();
    SimNode node = sim.node();
    CompletableFuture<BootstrapResult> call = node.bootstrapAsync(down);
    sim.run(Duration.ofMillis(1_000 * sim.seed()));
    node.close();
    sim.until(call::isDone, Duration.ofMillis(1));
    assertThat(call.join().joined()).isFalse();
  }

  /** Before all know each other a write cannot reach all at once, and must not wait for long. */
  @SimulationTest(seeds = 1, firstSeed = 2)
  void shouldSoonHaveAWriteThatFellIntoTheJoin(Simulation sim) {
    Cluster cluster = new Cluster(sim, 80);
    cluster.untilReady(READY);
    cluster.get(17).putAsync("key", "value");
    cluster.untilAllHold("key", "value", Duration.ofSeconds(12));
  }
}
