package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.PutResult;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.message.Missed;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A write's result is the truth: never more than is stored, and nobody missing without a name. */
class PutResultTest {

  private static final int NODES = 5;
  private static final int LEFT = 2;

  @SimulationTest(seeds = 5)
  void shouldTellTheTruthForEveryConcernOnTheSmallSideOfAPartition(Simulation sim) {
    Cluster cluster = halved(sim);
    SimNode writer = cluster.first();
    CompletableFuture<PutResult> local = put(writer, WriteConcern.LOCAL);
    CompletableFuture<PutResult> one = put(writer, WriteConcern.ONE);
    CompletableFuture<PutResult> two = put(writer, WriteConcern.count(2));
    CompletableFuture<PutResult> three = put(writer, WriteConcern.count(3));
    CompletableFuture<PutResult> majority = put(writer, WriteConcern.MAJORITY);
    CompletableFuture<PutResult> all = put(writer, WriteConcern.ALL);
    requireStored(writer.await(local), 1);
    requireStored(writer.await(one), 2);
    requireStored(writer.await(two), 2);
    requirePartial(writer.await(three), cluster.nodes().subList(LEFT, NODES));
    requirePartial(writer.await(majority), cluster.nodes().subList(LEFT, NODES));
    requirePartial(writer.await(all), cluster.nodes().subList(LEFT, NODES));
  }

  @SimulationTest(seeds = 5)
  void shouldTellTheTruthForEveryConcernOnTheLargeSideOfAPartition(Simulation sim) {
    Cluster cluster = halved(sim);
    SimNode writer = cluster.last();
    CompletableFuture<PutResult> local = put(writer, WriteConcern.LOCAL);
    CompletableFuture<PutResult> one = put(writer, WriteConcern.ONE);
    CompletableFuture<PutResult> three = put(writer, WriteConcern.count(3));
    CompletableFuture<PutResult> four = put(writer, WriteConcern.count(4));
    CompletableFuture<PutResult> majority = put(writer, WriteConcern.MAJORITY);
    CompletableFuture<PutResult> all = put(writer, WriteConcern.ALL);
    requireStored(writer.await(local), 1);
    requireStored(writer.await(one), 2);
    requireStored(writer.await(three), 3);
    requirePartial(writer.await(four), cluster.nodes().subList(0, LEFT));
    requireStored(writer.await(majority), 3);
    requirePartial(writer.await(all), cluster.nodes().subList(0, LEFT));
  }

  @SimulationTest(seeds = 5)
  void shouldNameWhoWasNotReachedInTheTimeGiven(Simulation sim) {
    Cluster cluster = halved(sim);
    WriteOptions hurried = WriteOptions.DEFAULT.withTimeout(Duration.ofSeconds(2));
    SimNode writer = cluster.first();
    PutResult result =
        writer.await(writer.node().putAsync(Key.of("key"), Bytes.utf8("value"), hurried));
    requirePartial(result, cluster.nodes().subList(LEFT, NODES));
  }

  @SimulationTest(seeds = 5)
  void shouldNotTakeBeingCutOffForBeingAlone(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, NODES);
    sim.network().partition(cluster.hosts(0, 1), cluster.hosts(1, NODES));
    SimNode writer = cluster.first();
    sim.until("it has lost all", () -> writer.node().peerCount() == 0, Duration.ofMinutes(3));
    requirePartial(writer.await(put(writer, WriteConcern.ALL)), cluster.nodes().subList(1, NODES));
    requirePartial(
        writer.await(put(writer, WriteConcern.MAJORITY)), cluster.nodes().subList(1, NODES));
    requireStored(writer.await(put(writer, WriteConcern.LOCAL)), 1);
  }

  @SimulationTest(seeds = 5)
  void shouldNotTakeItselfForAloneWhenTheLastOfAFewSaysGoodbye(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 3);
    SimNode writer = cluster.first();
    sim.network().isolate(cluster.last().host().number());
    sim.until("it is given up", () -> writer.node().peerCount() == 1, Duration.ofMinutes(3));
    cluster.get(1).close();
    sim.until("it is told", () -> writer.node().peerCount() == 0, Duration.ofMinutes(1));
    assertThat(writer.state()).isEqualTo(NodeState.ISOLATED);
    PutResult result = writer.await(put(writer, WriteConcern.ALL));
    assertThat(result.summary()).isEqualTo("stored on 1 of 2 nodes");
    assertThat(result.missed())
        .containsExactly(new Missed(cluster.last().node().id(), 0, StoreStatus.UNREACHABLE));
  }

  /** It comes back under another id, as nodes do that remember none, and takes its leave. */
  @SimulationTest(seeds = 3)
  void shouldNotMissWhomAnotherNodeHasReplaced(Simulation sim) {
    SimNode writer = sim.node();
    SimNode other = sim.node();
    other.bootstrap(writer);
    other.host().amnesia();
    sim.until("it is given up", () -> writer.node().peerCount() == 0, Duration.ofMinutes(3));
    other.restart();
    other.bootstrap(writer);
    sim.until("it is back", () -> writer.node().peerCount() == 1, Duration.ofMinutes(1));
    other.close();
    sim.until("it has left", () -> writer.node().peerCount() == 0, Duration.ofMinutes(1));
    assertThat(writer.isReady()).isTrue();
    PutResult result = writer.await(put(writer, WriteConcern.ALL));
    assertThat(result.summary()).isEqualTo("stored on 1 of 1 node");
  }

  @SimulationTest
  void shouldNameThoseItHadNoTimeToAsk(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 2);
    sim.network().isolate(cluster.last().host().number());
    SimNode writer = cluster.first();
    List<CompletableFuture<PutResult>> puts = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      puts.add(writer.putAsync("key" + i, "value"));
    }
    PutResult last = writer.await(puts.get(puts.size() - 1));
    assertThat(last.missed())
        .containsExactly(new Missed(cluster.last().node().id(), 0, StoreStatus.UNREACHABLE));
  }

  @SimulationTest
  void shouldCountANetworkThatHasNotAnsweredYet(Simulation sim) {
    SimNode down = sim.node();
    down.crash();
    SimNode writer = sim.node();
    writer.bootstrapAsync(down);
    sim.run(Duration.ofMillis(100));
    PutResult result = writer.await(put(writer, WriteConcern.ALL));
    assertThat(result).isInstanceOf(PutResult.Partial.class);
    assertThat(result.summary()).isEqualTo("stored on 1 of 2 nodes");
  }

  /** Loss, a crash in the middle, writers that race: the count holds at the moment it is given. */
  @SimulationTest(seeds = 5)
  void shouldNeverConfirmMoreCopiesThanThereAre(Simulation sim) {
    sim.network().loss(0.2).duplicate(0.05);
    Cluster cluster = Cluster.settled(sim, 7);
    List<CompletableFuture<?>> checked = new ArrayList<>();
    sim.after(Duration.ofSeconds(2), cluster.last()::crash);
    for (int i = 0; i < 60; i++) {
      String key = "key" + i % 10;
      checked.add(
          cluster
              .get(i % 6)
              .putAsync(key, "value" + i)
              .thenAccept(result -> requireCopies(cluster, key, result)));
      sim.run(Duration.ofMillis(100));
    }
    sim.until(
        "all answered",
        () -> checked.stream().allMatch(CompletableFuture::isDone),
        Duration.ofSeconds(10));
    checked.forEach(CompletableFuture::join);
  }

  private static void requireCopies(Cluster cluster, String key, PutResult result) {
    long copies =
        cluster.nodes().stream().filter(node -> holds(node, Key.of(key), result.version())).count();
    assertThat(result.confirmed()).isLessThanOrEqualTo((int) copies);
    assertThat(result.confirmed()).isLessThanOrEqualTo(result.asked());
  }

  private static boolean holds(SimNode node, Key key, Version version) {
    return node.store()
        .get(key)
        .map(Entry::version)
        .filter(held -> !version.newerThan(held))
        .isPresent();
  }

  private static Cluster halved(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, NODES);
    sim.network().partition(cluster.hosts(0, LEFT), cluster.hosts(LEFT, NODES));
    return cluster;
  }

  private static CompletableFuture<PutResult> put(SimNode writer, WriteConcern concern) {
    return writer
        .node()
        .putAsync(
            Key.of("key-" + concern),
            Bytes.utf8("value"),
            WriteOptions.DEFAULT.withConcern(concern));
  }

  private static void requireStored(PutResult result, int confirmed) {
    assertThat(result).isInstanceOf(PutResult.Stored.class);
    assertThat(result.confirmed()).isEqualTo(confirmed);
    assertThat(result.asked()).isEqualTo(NODES);
  }

  private static void requirePartial(PutResult result, List<SimNode> missing) {
    assertThat(result).isInstanceOf(PutResult.Partial.class);
    assertThat(result.asked()).isEqualTo(NODES);
    assertThat(result.confirmed()).isEqualTo(NODES - missing.size());
    List<Id> names = missing.stream().map(node -> node.node().id()).toList();
    assertThat(result.missed()).extracting(Missed::node).containsExactlyInAnyOrderElementsOf(names);
    assertThat(result.missed()).extracting(Missed::reason).containsOnly(StoreStatus.UNREACHABLE);
  }
}
