package io.simpledht.simulator.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.PutResult;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.Missed;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.simulator.HostContext;
import io.simpledht.simulator.NodeWiring;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.simulator.network.Verdict;
import io.simpledht.store.MemoryStore;
import io.simpledht.store.MemoryStoreConfig;
import io.simpledht.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A node that cannot keep up, or cannot keep more, says so; what it confirmed it keeps. */
class BackpressureTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int ROOM = 300;
  private static final int TYPE_AT = 2;
  private static final int GET_CHUNK = 0x16;
  private static final int CHUNK = 0x17;

  /** A store with room for a few entries. */
  private static final class SmallStore implements NodeWiring {
    private final MemoryStore store =
        new MemoryStore(MemoryStoreConfig.DEFAULT.withMaxEntries(ROOM));

    @Override
    public Store store(HostContext host, Store unused) {
      return store;
    }

    boolean holds(String key, Version version) {
      return store.get(Key.of(key)).map(Entry::version).filter(version::equals).isPresent();
    }
  }

  @SimulationTest(seeds = 2)
  void shouldSayWhichWritesAFullReplicaDidNotTakeAndKeepThoseItDid(Simulation sim) {
    SimNode writer = sim.node();
    SmallStore small = new SmallStore();
    SimNode full = sim.node(small);
    full.bootstrapAsync(writer);
    sim.until("ready", full::isReady, SOON);
    sim.run(Duration.ofSeconds(5));
    sim.network().loss(0.1);
    List<PutResult> results = new ArrayList<>();
    List<CompletableFuture<PutResult>> writes = new ArrayList<>();
    for (int i = 0; i < 2 * ROOM; i++) {
      writes.add(writer.putAsync("key" + i, "value"));
    }
    writes.forEach(write -> results.add(writer.await(write)));
    sim.run(Duration.ofMinutes(1)); // comparisons go on, and must not push anything out
    assertThat(small.store.values()).isEqualTo(ROOM);
    int named = 0;
    for (int i = 0; i < 2 * ROOM; i++) {
      PutResult result = results.get(i);
      if (result.confirmed() == 2) {
        assertThat(small.holds("key" + i, result.version())).as("confirmed key" + i).isTrue();
      } else {
        // One datagram names 16 that missed something; the counts are complete.
        assertThat(result.missed()).extracting(Missed::reason).isSubsetOf(StoreStatus.STORE_FULL);
        named += result.missed().size();
      }
    }
    assertThat(named).isPositive();
    assertThat(results).filteredOn(result -> result.confirmed() == 2).hasSize(ROOM);
    assertThat(full.notices()).anyMatch(line -> line.contains("the store is full"));
  }

  /** Two hundred values of 35 chunks each, all announced at once, share one source's window. */
  @SimulationTest(seeds = 2)
  void shouldAskOneSourceForNoMoreChunksThanItsWindowHolds(Simulation sim) {
    int values = 200;
    Bytes value = Bytes.wrap(new byte[40_000]);
    SimNode source = sim.node();
    for (int i = 0; i < values; i++) {
      source.node().putAsync(Key.of("key" + i), value, WriteOptions.DEFAULT);
    }
    sim.network().latency(Duration.ofMillis(5));
    int[] open = {0, 0};
    sim.network()
        .rule(
            packet -> {
              int type = packet.payload().get(TYPE_AT) & 0xFF;
              open[0] += type == GET_CHUNK ? 1 : type == CHUNK ? -1 : 0;
              open[1] = Math.max(open[0], open[1]);
              return Verdict.pass();
            });
    SimNode joiner = sim.node();
    joiner.bootstrapAsync(source);
    sim.until("copied", () -> joiner.entries() == values, SOON);
    assertThat(open[1]).isBetween(32, 64);
  }

  /** It takes a page every 30 ms; a window that did not heed that would ask for each many times. */
  @SimulationTest(seeds = 2)
  void shouldAskForPagesNoFasterThanItCanTakeThem(Simulation sim) {
    int entries = 4_000;
    SimNode source = sim.node();
    for (int i = 0; i < entries; i++) {
      source.putAsync("key" + i, "x".repeat(100));
    }
    SimNode slow = sim.node();
    slow.host().slow(Duration.ofMillis(30));
    slow.bootstrapAsync(source);
    sim.until("copied", () -> slow.entries() == entries, Duration.ofMinutes(2));
    long pages = entries / 8;
    long answered = source.snapshot().traffic().datagramsSent();
    assertThat(answered).isBetween(pages, 2 * pages);
  }
}
