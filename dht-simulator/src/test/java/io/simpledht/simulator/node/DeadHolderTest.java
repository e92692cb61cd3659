package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.PutResult;
import io.simpledht.node.Replication;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.message.Missed;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.simulator.network.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Until a holder that has just died is given up as dead, with a replication factor, it costs
 * whoever reads or writes one stall: with round trips of 200 ms that is half a second.
 */
class DeadHolderTest {

  private static final int KEYS = 20;
  private static final Duration ONE_WAY = Duration.ofMillis(100);

  /** A stall, a round trip that finds the holders and one that stores. */
  private static final Duration STALL = Duration.ofMillis(1_500);

  /** Absence needs more: that the others have been given time. */
  private static final Duration PATIENCE = Duration.ofMillis(2_000);

  /** Comparing is to find what was missed. */
  private static final Duration AT_REST = Duration.ofMinutes(1);

  private static Cluster settled(Simulation sim, int nodes, int factor) {
    sim.network().latency(ONE_WAY);
    Cluster cluster =
        new Cluster(sim, nodes, builder -> builder.replication(Replication.factor(factor)));
    cluster.untilReady(Duration.ofMinutes(1));
    sim.run(Duration.ofSeconds(90));
    return cluster;
  }

  /** The dead one is to hold two of three keys. */
  @SimulationTest(seeds = 5)
  void shouldStoreAllCopiesWithinAStall(Simulation sim) {
    Cluster cluster = settled(sim, 3, 2);
    cluster.get(1).crash();
    for (PutResult result : putAll(sim, cluster.up(), STALL)) {
      assertThat(result.isStored()).as(result.summary()).isTrue();
      assertThat(result.confirmed()).isEqualTo(2);
    }
  }

  /** Long before it is given up. */
  @SimulationTest(seeds = 3)
  void shouldNotWaitForOneThatHasBeenSilentBefore(Simulation sim) {
    Cluster cluster = settled(sim, 3, 2);
    cluster.get(1).crash();
    cluster.up().forEach(node -> node.get("nothing"));
    sim.run(Duration.ofSeconds(5));
    assertThat(cluster.up()).allMatch(node -> node.node().peerCount() == 2);
    for (PutResult result : putAll(sim, cluster.up(), Duration.ofMillis(500))) {
      assertThat(result.confirmed()).isEqualTo(2);
    }
  }

  @SimulationTest(seeds = 3)
  void shouldStoreAllCopiesWithinAStallForEachWhereSeveralDied(Simulation sim) {
    Cluster cluster = settled(sim, 12, 4);
    cluster.nodes().subList(4, 7).forEach(SimNode::crash);
    for (PutResult result : putAll(sim, cluster.up(), STALL.plusSeconds(1))) {
      assertThat(result.isStored()).as(result.summary()).isTrue();
      assertThat(result.confirmed()).isEqualTo(4);
    }
  }

  /** Nobody can take its place. */
  @SimulationTest(seeds = 3)
  void shouldSayWhoLacksTheCopyThatNobodyElseCanHold(Simulation sim) {
    Cluster cluster = settled(sim, 3, 3);
    Id dead = cluster.get(1).node().id();
    cluster.get(1).crash();
    for (PutResult result : putAll(sim, cluster.up(), Duration.ofSeconds(3))) {
      assertThat(result.summary()).isEqualTo("stored on 2 of 3 nodes");
      assertThat(result.missed()).extracting(Missed::node).containsExactly(dead);
    }
  }

  /** It was no death: what another took in its place it gets as well, and that one lets go. */
  @SimulationTest(seeds = 3)
  void shouldBringToWhoWasCutOffWhatOthersTookInItsPlace(Simulation sim) {
    Cluster cluster = settled(sim, 3, 2);
    SimNode cutOff = cluster.get(1);
    Fault cut = sim.network().isolate(cutOff.host().number());
    SimNode writer = cluster.first();
    putAll(sim, List.of(writer), Duration.ofSeconds(10));
    assertThat(cutOff.entries()).isZero();
    cut.heal();
    sim.eventually("held where it belongs", () -> areHeldByClosest(cluster, writer), AT_REST);
    sim.run(Duration.ofMinutes(15));
    assertThat(cluster.nodes().stream().mapToLong(SimNode::entries).sum()).isEqualTo(2 * KEYS);
  }

  private static boolean areHeldByClosest(Cluster cluster, SimNode writer) {
    for (int i = 0; i < KEYS; i++) {
      String key = name(writer, i);
      Id place = Key.of(key).id();
      boolean held =
          cluster.nodes().stream()
              .sorted((left, right) -> place.compareDistance(left.node().id(), right.node().id()))
              .limit(2)
              .allMatch(node -> node.held(key).isPresent());
      if (!held) {
        return false;
      }
    }
    return true;
  }

  /** Each puts keys of its own; who has not been told within the time fails. */
  private static List<PutResult> putAll(Simulation sim, List<SimNode> writers, Duration limit) {
    List<CompletableFuture<PutResult>> puts = new ArrayList<>();
    for (SimNode writer : writers) {
      for (int i = 0; i < KEYS; i++) {
        puts.add(writer.putAsync(name(writer, i), "value"));
      }
    }
    sim.run(limit);
    assertThat(puts).allMatch(CompletableFuture::isDone);
    return puts.stream().map(CompletableFuture::join).toList();
  }

  @SimulationTest(seeds = 5)
  void shouldFindAValueWithinAStall(Simulation sim) {
    Cluster cluster = settled(sim, 3, 2);
    for (int i = 0; i < KEYS; i++) {
      assertThat(cluster.first().put("key" + i, "value").confirmed()).isEqualTo(2);
    }
    cluster.get(1).crash();
    List<CompletableFuture<Optional<Bytes>>> reads = readAll(cluster.up(), ReadConcern.ONE);
    sim.run(STALL);
    assertThat(reads).allMatch(read -> read.isDone() && read.join().isPresent());
  }

  @SimulationTest(seeds = 5)
  void shouldKnowThatThereIsNoneWithoutWaitingForTheDead(Simulation sim) {
    Cluster cluster = settled(sim, 3, 2);
    cluster.get(1).crash();
    List<CompletableFuture<Optional<Bytes>>> reads = readAll(cluster.up(), ReadConcern.ONE);
    sim.run(PATIENCE);
    assertThat(reads).allMatch(read -> read.isDone() && read.join().isEmpty());
  }

  private static String name(SimNode writer, int i) {
    return writer + "/" + i;
  }

  private static List<CompletableFuture<Optional<Bytes>>> readAll(
      List<SimNode> readers, ReadConcern concern) {
    List<CompletableFuture<Optional<Bytes>>> reads = new ArrayList<>();
    for (SimNode reader : readers) {
      for (int i = 0; i < KEYS; i++) {
        reads.add(reader.node().getAsync(Key.of("key" + i), concern));
      }
    }
    return reads;
  }
}
