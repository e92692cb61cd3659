package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.PutResult;
import io.simpledht.node.Replication;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.message.Missed;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.simulator.network.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** With a replication factor the results of reads and writes tell the truth, as they do without. */
class FactorResultTest {

  private static final int NODES = 20;
  private static final int FACTOR = 5;
  private static final Key KEY = Key.of("key");
  private static final Bytes LARGE = Bytes.utf8("x".repeat(20_000));

  private static Cluster settled(Simulation sim) {
    Cluster cluster =
        Cluster.settled(
            sim,
            NODES,
            builder ->
                builder
                    .replication(Replication.factor(FACTOR))
                    .antiEntropyInterval(Duration.ofHours(1)));
    sim.run(Duration.ofMinutes(1));
    return cluster;
  }

  /** All nodes, the closest to the key first. */
  private static List<SimNode> byDistance(Cluster cluster) {
    List<SimNode> nodes = new ArrayList<>(cluster.nodes());
    nodes.sort((left, right) -> KEY.id().compareDistance(left.node().id(), right.node().id()));
    return nodes;
  }

  private static PutResult put(SimNode writer, WriteConcern concern, Duration timeout) {
    WriteOptions options = WriteOptions.DEFAULT.withConcern(concern).withTimeout(timeout);
    return writer.await(writer.node().putAsync(KEY, Bytes.utf8(concern.toString()), options));
  }

  private static long copies(Cluster cluster, Version version) {
    return cluster.nodes().stream()
        .filter(node -> version(node).equals(Optional.of(version)))
        .count();
  }

  private static Optional<Version> version(SimNode node) {
    return node.store().get(KEY).map(Entry::version);
  }

  @SimulationTest(seeds = 3)
  void shouldNotTakeBeingCutOffForBeingAlone(Simulation sim) {
    Cluster cluster =
        Cluster.settled(sim, 3, builder -> builder.replication(Replication.factor(3)));
    SimNode writer = cluster.first();
    sim.network().isolate(writer.host().number());
    sim.until("it has lost all", () -> writer.node().peerCount() == 0, Duration.ofMinutes(3));
    for (WriteConcern concern :
        List.of(WriteConcern.ONE, WriteConcern.MAJORITY, WriteConcern.ALL)) {
      PutResult result = put(writer, concern, Duration.ofSeconds(5));
      assertThat(result).isInstanceOf(PutResult.Partial.class);
      assertThat(result.summary()).isEqualTo("stored on 1 of 3 nodes");
      assertThat(result.missed()).hasSize(2);
    }
    assertThat(put(writer, WriteConcern.LOCAL, Duration.ofSeconds(5)).isStored()).isTrue();
  }

  @SimulationTest
  void shouldCountANetworkThatHasNotAnsweredYet(Simulation sim) {
    SimNode down = sim.node();
    down.crash();
    SimNode writer = sim.node(builder -> builder.replication(Replication.factor(3)));
    writer.bootstrapAsync(down);
    sim.run(Duration.ofMillis(100));
    PutResult result = put(writer, WriteConcern.ALL, Duration.ofSeconds(5));
    assertThat(result).isInstanceOf(PutResult.Partial.class);
    assertThat(result.summary()).isEqualTo("stored on 1 of 2 nodes");
  }

  @SimulationTest(seeds = 3)
  void shouldConfirmWhatEachConcernAsksForAndNoMoreThanThereIs(Simulation sim) {
    sim.network().loss(0.05);
    Cluster cluster = settled(sim);
    SimNode writer = byDistance(cluster).get(NODES - 1);
    int majority = FACTOR / 2 + 1;
    WriteConcern[] concerns = {
      WriteConcern.LOCAL,
      WriteConcern.ONE,
      WriteConcern.count(4),
      WriteConcern.MAJORITY,
      WriteConcern.ALL
    };
    int[] required = {1, 2, 4, majority, FACTOR};
    for (int i = 0; i < concerns.length; i++) {
      PutResult result = put(writer, concerns[i], Duration.ofSeconds(10));
      assertThat(result.isStored()).as("stored with %s", concerns[i]).isTrue();
      assertThat(result.asked()).isEqualTo(FACTOR);
      assertThat(result.confirmed()).isBetween(required[i], FACTOR);
      assertThat(copies(cluster, result.version())).isGreaterThanOrEqualTo(result.confirmed());
    }
  }

  @SimulationTest(seeds = 3)
  void shouldStoreOnTheNextClosestWhereAHolderIsDeadAndNameThatOne(Simulation sim) {
    Cluster cluster = settled(sim);
    List<SimNode> nodes = byDistance(cluster);
    Id dead = nodes.get(1).node().id();
    // It answers lookups, and is gone before it is to store.
    sim.network().rule(StoreLoss.to(nodes.get(1).host().number()));
    PutResult result = put(nodes.get(NODES - 1), WriteConcern.ALL, Duration.ofSeconds(30));
    assertThat(result.isStored()).isTrue();
    assertThat(result.confirmed()).isEqualTo(FACTOR);
    assertThat(result.missed()).extracting(Missed::node).containsExactly(dead);
    assertThat(nodes.get(FACTOR).held("key")).isPresent();
  }

  @SimulationTest(seeds = 3)
  void shouldNameWhoDidNotConfirmInTime(Simulation sim) {
    Cluster cluster = settled(sim);
    List<SimNode> nodes = byDistance(cluster);
    for (SimNode node : nodes.subList(2, NODES)) {
      sim.network().rule(StoreLoss.to(node.host().number()));
    }
    PutResult result = put(nodes.get(NODES - 1), WriteConcern.ALL, Duration.ofSeconds(1));
    assertThat(result.isStored()).isFalse();
    assertThat(result.confirmed()).isEqualTo(2);
    assertThat(result.missed())
        .extracting(Missed::node)
        .contains(nodes.get(2).node().id(), nodes.get(3).node().id(), nodes.get(4).node().id())
        .doesNotContain(nodes.get(0).node().id(), nodes.get(1).node().id());
    assertThat(result.missed()).extracting(Missed::reason).containsOnly(StoreStatus.UNREACHABLE);
  }

  /** Its clock is behind, and it has heard of nobody whose is not. */
  @SimulationTest(seeds = 2)
  void shouldNotConfirmWhatLostToANewerVersion(Simulation sim) {
    Cluster cluster = settled(sim);
    List<SimNode> nodes = byDistance(cluster);
    Version newer = Version.of(Simulation.START.toEpochMilli() + 3_600_000, 0, 1);
    Entry entry = Entry.value(KEY, Bytes.utf8("newer"), newer, Entry.NEVER);
    nodes.subList(0, FACTOR).forEach(node -> node.store().merge(entry));
    PutResult result = put(nodes.get(NODES - 1), WriteConcern.ALL, Duration.ofSeconds(5));
    assertThat(result.isStored()).isFalse();
    assertThat(result.confirmed()).isZero();
    assertThat(result.missed()).hasSize(FACTOR);
    assertThat(result.missed()).extracting(Missed::reason).containsOnly(StoreStatus.STALE);
  }

  /** Its holders pull it from a writer that is none of them. */
  @SimulationTest(seeds = 2)
  void shouldStoreAValueLargerThanADatagramWhereverItIsWritten(Simulation sim) {
    sim.network().loss(0.05);
    Cluster cluster = settled(sim);
    SimNode writer = byDistance(cluster).get(NODES - 1);
    WriteOptions options = WriteOptions.DEFAULT.withTimeout(Duration.ofSeconds(10));
    PutResult result = writer.await(writer.node().putAsync(KEY, LARGE, options));
    assertThat(result.confirmed()).isEqualTo(FACTOR);
    assertThat(copies(cluster, result.version())).isEqualTo(FACTOR);
    assertThat(version(writer)).isEmpty();
  }

  /** Nobody but the reader knows where it was. */
  @SimulationTest(seeds = 2)
  void shouldRepairAValueLargerThanADatagramByReadingIt(Simulation sim) {
    Cluster cluster = settled(sim);
    List<SimNode> nodes = byDistance(cluster);
    Version version = Version.of(Simulation.START.toEpochMilli(), 0, 1);
    nodes.get(FACTOR + 2).store().merge(Entry.value(KEY, LARGE, version, Entry.NEVER));
    SimNode reader = nodes.get(NODES - 1);
    assertThat(reader.await(reader.node().getAsync(KEY, ReadConcern.ONE))).contains(LARGE);
    sim.run(Duration.ofSeconds(5));
    assertThat(nodes.subList(0, FACTOR)).allMatch(node -> version(node).isPresent());
  }

  /** The holders are slow to answer, and others have copies they are not to hold any more. */
  @SimulationTest(seeds = 3)
  void shouldNotBelieveAnOutdatedCopyWhoseNodeIsNotToHoldIt(Simulation sim) {
    Cluster cluster = settled(sim);
    List<SimNode> nodes = byDistance(cluster);
    SimNode reader = nodes.get(NODES - 1);
    long start = Simulation.START.toEpochMilli();
    Entry old = Entry.value(KEY, Bytes.utf8("old"), Version.of(start, 0, 1), Entry.NEVER);
    Entry newest = Entry.value(KEY, Bytes.utf8("new"), Version.of(start + 1, 0, 1), Entry.NEVER);
    nodes.subList(FACTOR, NODES - 1).forEach(node -> node.store().merge(old));
    nodes.subList(0, FACTOR).forEach(node -> node.store().merge(newest));
    int[] holders = nodes.subList(0, FACTOR).stream().mapToInt(n -> n.host().number()).toArray();
    Fault slow = sim.network().oneWay(new int[] {reader.host().number()}, holders);
    sim.after(Duration.ofSeconds(1), slow::heal);
    assertThat(reader.await(reader.node().getAsync(KEY, ReadConcern.ONE)))
        .contains(Bytes.utf8("new"));
  }

  /** One reply may be the outdated one; as many as there are copies cannot all be. */
  @SimulationTest(seeds = 3)
  void shouldReadTheNewestOfAsManyRepliesAsAskedForAndRepairTheRest(Simulation sim) {
    Cluster cluster = settled(sim);
    List<SimNode> nodes = byDistance(cluster);
    SimNode client = nodes.get(NODES - 1);
    PutResult old = put(client, WriteConcern.ALL, Duration.ofSeconds(10));
    assertThat(copies(cluster, old.version())).isEqualTo(FACTOR);
    Version newest = Version.of(old.version().wallMillis() + 1, 0, 1);
    Entry entry = Entry.value(KEY, Bytes.utf8("newest"), newest, Entry.NEVER);
    nodes.get(2).store().merge(entry);
    Optional<Bytes> read = client.await(client.node().getAsync(KEY, new ReadConcern(FACTOR)));
    assertThat(read).contains(Bytes.utf8("newest"));
    sim.run(Duration.ofSeconds(5));
    Set<Optional<Version>> held = new HashSet<>();
    nodes.subList(0, FACTOR).forEach(node -> held.add(version(node)));
    assertThat(held).containsExactly(Optional.of(newest));
  }
}
