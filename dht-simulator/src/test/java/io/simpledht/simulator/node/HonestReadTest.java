package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.node.DhtException;
import io.simpledht.node.NodeBuilder;
import io.simpledht.node.Replication;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.Version;
import io.simpledht.simulator.DiskFault;
import io.simpledht.simulator.DiskSettings;
import io.simpledht.simulator.HostContext;
import io.simpledht.simulator.NodeWiring;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.simulator.network.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** "There is none" is said by those who know: a read that cannot tell fails, and says why. */
class HonestReadTest {

  private static final int KEYS = 40;
  private static final int CHUNK = 0x17;
  private static final int TYPE_AT = 2;

  private static NodeBuilder two(NodeBuilder builder) {
    return builder.replication(Replication.factor(2));
  }

  /** A disk for so many entries. */
  private static NodeWiring roomFor(int entries) {
    return new NodeWiring() {
      @Override
      public DiskSettings disk(HostContext host) {
        return new DiskSettings(Duration.ZERO, entries);
      }
    };
  }

  private static void putAll(SimNode writer, int from, int to) {
    for (int i = from; i < to; i++) {
      writer.put("k" + i, "v" + i);
    }
  }

  private static CompletableFuture<Optional<Bytes>> read(SimNode node, String key, int replies) {
    return node.node().getAsync(Key.of(key), ReadConcern.count(replies));
  }

  private static Bytes megabyte() {
    return Bytes.wrap(new byte[1 << 20]);
  }

  @SimulationTest(seeds = 3)
  void aNodeByItselfKnowsThatThereIsNone(Simulation sim) {
    for (SimNode node : List.of(sim.node(), sim.node(HonestReadTest::two))) {
      assertThat(node.get("nothing")).isEmpty();
      assertThatThrownBy(() -> node.await(read(node, "nothing", 3)))
          .isInstanceOf(DhtException.class)
          .hasMessage("too few nodes answered: the read concern demands 3, it was 1");
    }
  }

  @SimulationTest(seeds = 3)
  void whoeverHasLeftTakesNothingWithIt(Simulation sim) {
    SimNode first = sim.node();
    SimNode second = sim.node();
    second.bootstrap(first);
    second.close();
    sim.until("alone", () -> first.node().peerCount() == 0, Duration.ofSeconds(5));
    assertThat(first.get("nothing")).isEmpty();
  }

  @SimulationTest(seeds = 3)
  void aNodeCutOffFailsReadsOfWhatItDoesNotHold(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 8, HonestReadTest::two);
    putAll(cluster.first(), 0, KEYS);
    SimNode reader = cluster.nodes().get(5);
    sim.network().isolate(reader.host().number());
    int held = 0;
    for (int i = 0; i < KEYS; i++) {
      CompletableFuture<Optional<Bytes>> one = read(reader, "k" + i, 1);
      if (reader.held("k" + i).isPresent()) {
        held++;
        assertThat(reader.await(one)).contains(Bytes.utf8("v" + i));
      } else {
        assertThatThrownBy(() -> reader.await(one))
            .isInstanceOf(DhtException.class)
            .hasMessage("nobody could be asked: no node that may hold the key answered");
      }
    }
    assertThat(held).isBetween(1, KEYS - 1);
    sim.until("isolated", () -> reader.state() == NodeState.ISOLATED, Duration.ofMinutes(2));
    assertThatThrownBy(() -> reader.get("nothing")).isInstanceOf(DhtException.class);
  }

  @SimulationTest(seeds = 3)
  void aConcernThatIsNotMetFailsTheRead(Simulation sim) {
    for (Replication replication : List.of(Replication.full(), Replication.factor(3))) {
      Cluster cluster = Cluster.settled(sim, 5, builder -> builder.replication(replication));
      cluster.first().put("k", "v");
      SimNode reader = cluster.last();
      assertThat(reader.await(read(reader, "k", 3))).contains(Bytes.utf8("v"));
      assertThat(reader.await(read(reader, "none", 3))).isEmpty();
      var cut = sim.network().isolate(reader.host().number());
      assertThatThrownBy(() -> reader.await(read(reader, "k", 3))).isInstanceOf(DhtException.class);
      assertThatThrownBy(() -> reader.await(read(reader, "none", 3)))
          .isInstanceOf(DhtException.class);
      cut.heal();
    }
  }

  @SimulationTest(seeds = 2)
  void whoHoldsEverythingAsksAsManyAsTheConcernDemands(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 8);
    cluster.first().put("k", "v");
    assertThat(cluster.last().await(read(cluster.last(), "k", 8))).contains(Bytes.utf8("v"));
    assertThatThrownBy(() -> cluster.last().await(read(cluster.last(), "k", 9)))
        .hasMessage("too few nodes answered: the read concern demands 9, they were 8");
  }

  /** The next closest hold nothing, and know nothing of what the holders held. */
  @SimulationTest(seeds = 3)
  void silenceOfAllHoldersIsNoAgreement(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 12, HonestReadTest::two);
    putAll(cluster.first(), 0, KEYS);
    List<SimNode> gone = cluster.nodes().subList(1, 7);
    List<Integer> lost = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      String key = "k" + i;
      boolean elsewhere =
          cluster.nodes().stream()
              .anyMatch(node -> !gone.contains(node) && node.held(key).isPresent());
      if (!elsewhere) {
        lost.add(i);
      }
    }
    gone.forEach(SimNode::crash);
    SimNode reader = cluster.last();
    List<CompletableFuture<Optional<Bytes>>> reads =
        lost.stream().map(i -> read(reader, "k" + i, 1)).toList();
    for (CompletableFuture<Optional<Bytes>> read : reads) {
      assertThatThrownBy(() -> reader.await(read)).isInstanceOf(DhtException.class);
    }
    assertThat(lost).isNotEmpty();
  }

  @SimulationTest(seeds = 1)
  void readsThatFindNoRoomForTheirValuesFail(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 6, HonestReadTest::two);
    SimNode writer = cluster.nodes().get(1);
    int values = 90;
    for (int i = 0; i < values; i++) {
      writer.await(writer.node().putAsync(Key.of("k" + i), megabyte(), WriteOptions.DEFAULT));
    }
    SimNode reader = cluster.last();
    List<CompletableFuture<Optional<Bytes>>> reads = new ArrayList<>();
    for (int i = 0; i < values; i++) {
      reads.add(read(reader, "k" + i, 1));
    }
    int failed = 0;
    for (CompletableFuture<Optional<Bytes>> read : reads) {
      try {
        assertThat(reader.await(read)).isPresent();
      } catch (DhtException noRoom) {
        failed++;
        assertThat(noRoom).hasMessageContaining("too many are being fetched");
      }
    }
    assertThat(failed).isBetween(1, values / 2);
  }

  @SimulationTest(seeds = 2)
  void aValueThatDoesNotComeFailsTheRead(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 6, HonestReadTest::two);
    SimNode writer = cluster.first();
    writer.await(writer.node().putAsync(Key.of("k"), megabyte(), WriteOptions.DEFAULT));
    SimNode reader =
        cluster.nodes().stream().filter(node -> node.held("k").isEmpty()).findFirst().orElseThrow();
    sim.network()
        .rule(packet -> packet.payload().get(TYPE_AT) == CHUNK ? Verdict.drop() : Verdict.pass());
    assertThatThrownBy(() -> reader.get("k"))
        .isInstanceOf(DhtException.class)
        .hasMessage("a node announced a value that could not be fetched");
  }

  @SimulationTest(seeds = 2)
  void aValueLargerThanTheReaderTakesIsNotAbsent(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 3);
    SimNode small = cluster.add(builder -> builder.maxValueBytes(100));
    sim.until("ready", small::isReady, Duration.ofSeconds(20));
    cluster.first().put("inline", "v".repeat(200));
    cluster.first().put("announced", "v".repeat(20_000));
    assertThat(small.held("inline")).isEmpty();
    assertThat(small.get("inline")).contains("v".repeat(200));
    assertThatThrownBy(() -> small.get("announced"))
        .hasMessage("a value was announced that is larger than this node accepts");
    assertThat(small.get("nothing")).isEmpty();
  }

  @SimulationTest(seeds = 3)
  void aJoinerWithoutRoomFindsWhatItCannotKeep(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 2);
    putAll(cluster.first(), 0, KEYS);
    SimNode small = sim.node(roomFor(KEYS / 2));
    small.bootstrap(cluster.first(), cluster.last());
    sim.run(Duration.ofMinutes(5));
    requireFindsAll(small, KEYS);
    assertThat(small.get("nothing")).isEmpty();
    assertThat(small.notices()).filteredOn(notice -> notice.contains("store is full")).hasSize(1);
    // Nor does it deny others what it could not keep.
    SimNode joiner = sim.node(roomFor(1));
    joiner.bootstrap(small);
    requireFindsAll(joiner, KEYS);
  }

  @SimulationTest(seeds = 3)
  void aNodeWhoseStoreFillsUpFindsWhatItCannotKeep(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 2);
    SimNode small = sim.node(roomFor(KEYS));
    small.bootstrap(cluster.first(), cluster.last());
    sim.until("ready", small::isReady, Duration.ofSeconds(20));
    putAll(cluster.first(), 0, 2 * KEYS);
    requireFindsAll(small, 2 * KEYS);
    sim.run(Duration.ofMinutes(5));
    requireFindsAll(small, 2 * KEYS);
    assertThat(small.notices()).filteredOn(notice -> notice.contains("store is full")).hasSize(1);
  }

  /** As soon as it has what it refused it answers by itself again. */
  @SimulationTest(seeds = 3)
  void aNodeThatHasRoomAgainIsCompleteAgain(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 3, b -> b.antiEntropyInterval(Duration.ofSeconds(2)));
    SimNode small = cluster.last();
    small.host().disk().fault(DiskFault.FULL);
    putAll(cluster.first(), 0, KEYS);
    requireFindsAll(small, KEYS);
    small.host().disk().fault(DiskFault.NONE);
    sim.eventually("all kept", () -> small.entries() == KEYS, Duration.ofMinutes(2));
    sim.run(Duration.ofMinutes(1));
    sim.network().isolate(small.host().number());
    CompletableFuture<Optional<Bytes>> miss = read(small, "nothing", 1);
    assertThat(miss).as("answered by the local copy").isCompletedWithValue(Optional.empty());
  }

  private static void requireFindsAll(SimNode node, int keys) {
    for (int i = 0; i < keys; i++) {
      assertThat(node.get("k" + i)).as("k%d", i).contains("v" + i);
    }
  }

  /** All of its peers copy themselves, and have not come to the key yet. */
  @SimulationTest(seeds = 3)
  void aNodeThatStillCopiesDoesNotDeny(Simulation sim) {
    sim.network().latency(Duration.ofMillis(25));
    SimNode source = sim.node();
    for (int i = 0; i < 5_000; i++) {
      Version version = Version.of(Simulation.START.toEpochMilli() - 1 - i, 0, 77);
      Bytes value = Bytes.utf8("v" + "-".repeat(100));
      source.store().merge(Entry.value(Key.of("k" + i), value, version, Entry.NEVER));
    }
    SimNode first = sim.node();
    first.bootstrap(source);
    SimNode second = sim.node();
    second.bootstrap(first);
    sim.until("under way", () -> first.entries() > 100, Duration.ofSeconds(20));
    assertThat(first.state()).isEqualTo(NodeState.SYNCING);
    assertThat(second.state()).isEqualTo(NodeState.SYNCING);
    sim.network().isolate(source.host().number());
    String lacking = lackingOf(first, second);
    assertThatThrownBy(() -> second.get(lacking)).isInstanceOf(DhtException.class);
  }

  private static String lackingOf(SimNode first, SimNode second) {
    for (int i = 0; i < 5_000; i++) {
      if (first.held("k" + i).isEmpty() && second.held("k" + i).isEmpty()) {
        return "k" + i;
      }
    }
    throw new AssertionError("all is copied");
  }
}
