package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.simpledht.node.NodeVitals;
import io.simpledht.node.PutResult;
import io.simpledht.node.Replication;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.message.Missed;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.simulator.DiskFault;
import io.simpledht.simulator.DiskSettings;
import io.simpledht.simulator.HostContext;
import io.simpledht.simulator.NodeWiring;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.store.StoreException;
import io.simpledht.store.StoreFullException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A node whose disk takes nothing says so, loses nothing, and catches up when it takes again. */
class BrokenDiskTest {

  private static final Duration SYNC = Duration.ofMillis(200);

  private static final NodeWiring SLOW_DISK =
      new NodeWiring() {
        @Override
        public DiskSettings disk(HostContext host) {
          return DiskSettings.syncingIn(SYNC);
        }
      };

  private static final WriteOptions ALL =
      WriteOptions.DEFAULT.withConcern(WriteConcern.ALL).withTimeout(Duration.ofSeconds(3));

  @SimulationTest(seeds = 5)
  void shouldRefuseWithAReasonWhileFullAndCatchUp(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 5);
    SimNode full = cluster.last();
    full.put("before", "kept");
    full.host().disk().fault(DiskFault.FULL);
    assertThatThrownBy(() -> full.put("own", "value"))
        .isInstanceOf(StoreFullException.class)
        .hasMessageContaining("the store is full");
    requireMissed(cluster, full, StoreStatus.STORE_FULL);
    assertThat(full.held("before")).contains("kept");
    full.put("before", "less"); // grows by nothing
    full.delete("before");
    cluster.untilNoneHolds("before", Duration.ofSeconds(5));

    full.host().disk().fault(DiskFault.NONE);
    cluster.untilAllHold("key", "a value that needs room", Duration.ofSeconds(60));
  }

  @SimulationTest(seeds = 5)
  void shouldRefuseWithAReasonWhileFailingAndCatchUp(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 5);
    SimNode failing = cluster.last();
    failing.host().disk().fault(DiskFault.FAILING);
    assertThatThrownBy(() -> failing.put("own", "value"))
        .isInstanceOf(StoreException.class)
        .hasMessage("the disk failed");
    requireMissed(cluster, failing, StoreStatus.STORAGE_ERROR);

    failing.host().disk().fault(DiskFault.NONE);
    cluster.untilAllHold("key", "a value that needs room", Duration.ofSeconds(60));
  }

  /** The disk takes the entry, and fails before it is safe there. */
  @SimulationTest(seeds = 5)
  void shouldNotConfirmWhatItsDiskFailsToSync(Simulation sim) {
    SimNode writer = sim.node(SLOW_DISK);
    SimNode other = sim.node(SLOW_DISK);
    other.bootstrap(writer);
    sim.until("ready", other::isReady, Duration.ofSeconds(20));
    for (SimNode failing : List.of(writer, other)) {
      CompletableFuture<PutResult> put =
          writer.node().putAsync(Key.of("key"), Bytes.utf8("value"), ALL);
      sim.run(SYNC.dividedBy(2));
      failing.host().disk().fault(DiskFault.FAILING);
      PutResult result = writer.await(put);
      assertThat(result.confirmed()).isEqualTo(1);
      assertThat(result.missed())
          .extracting(Missed::node, Missed::reason)
          .containsExactly(tuple(failing.node().id(), StoreStatus.STORAGE_ERROR));
      assertThat(failing.vitals().gauges()).noneMatch(BrokenDiskTest::waitsForTheDisk);

      failing.host().disk().fault(DiskFault.NONE);
      result = writer.await(writer.node().putAsync(Key.of("key"), Bytes.utf8("again"), ALL));
      assertThat(result.confirmed()).isEqualTo(2);
    }
  }

  private static boolean waitsForTheDisk(NodeVitals.Gauge gauge) {
    return gauge.what().contains("waiting for the disk") && gauge.value() > 0;
  }

  @SimulationTest(seeds = 5)
  void shouldGetBackFromPeersWhatItCannotRead(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 3);
    for (int i = 0; i < 100; i++) {
      cluster.first().put("key" + i, "value" + i);
    }
    SimNode broken = cluster.last();
    broken.crash();
    broken.host().disk().fault(DiskFault.UNREADABLE);
    broken.restart();
    broken.host().disk().fault(DiskFault.NONE);
    assertThat(broken.entries()).isBetween(55L, 95L);
    sim.eventually("all is back", () -> broken.entries() == 100, Duration.ofSeconds(20));
    cluster.untilEqual(Duration.ofSeconds(20));
  }

  /** Seeds 24 and 56 of exploration: as many nodes as copies, and the writer's own disk is full. */
  @SimulationTest(seeds = 5)
  void shouldTellWhoHoldsItsWriteWithAFactorIfItsOwnDiskIsFull(Simulation sim) {
    Cluster cluster =
        Cluster.settled(sim, 3, builder -> builder.replication(Replication.factor(3)));
    SimNode writer = cluster.first();
    writer.host().disk().fault(DiskFault.FULL);
    PutResult result =
        writer.await(writer.node().putAsync(Key.of("key"), Bytes.utf8("value"), ALL));
    assertThat(result.confirmed()).isEqualTo(2);
    assertThat(result.asked()).isEqualTo(3);
    assertThat(result.missed())
        .extracting(Missed::node, Missed::reason)
        .containsExactly(tuple(writer.node().id(), StoreStatus.STORE_FULL));
  }

  private static void requireMissed(Cluster cluster, SimNode broken, StoreStatus reason) {
    SimNode writer = cluster.first();
    Bytes value = Bytes.utf8("a value that needs room");
    PutResult result = writer.await(writer.node().putAsync(Key.of("key"), value, ALL));
    assertThat(result.confirmed()).isEqualTo(cluster.size() - 1);
    assertThat(result.missed())
        .singleElement()
        .satisfies(
            missed -> {
              assertThat(missed.node()).isEqualTo(broken.node().id());
              assertThat(missed.reason()).isEqualTo(reason);
            });
  }
}
