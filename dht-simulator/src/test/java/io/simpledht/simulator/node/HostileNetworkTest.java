package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.PutResult;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.simulator.network.NetworkCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * A network that loses, repeats, reorders, replays, changes and cuts datagrams, 5 % each, for a
 * minute of puts, gets and deletes.
 */
class HostileNetworkTest {

  private static final int NODES = 8;
  private static final int KEYS = 12;
  private static final int OPERATIONS = 600;

  /** Lost datagrams may keep a write from a replica, and so may a newer write of somebody else. */
  private static final Set<StoreStatus> EXCUSES =
      EnumSet.of(StoreStatus.UNREACHABLE, StoreStatus.STALE);

  private record Write(Version version, Optional<String> value) {}

  private final Map<String, Write> newest = new HashMap<>();
  private final Set<String> everWritten = new HashSet<>();
  private final List<CompletableFuture<?>> open = new ArrayList<>();

  @SimulationTest(seeds = 4)
  void shouldConvergeToTheNewestOfEverything(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, NODES);
    sim.network().loss(0.05).duplicate(0.05).reorder(0.05).replay(0.05);
    sim.network().corrupt(0.05).truncate(0.05);
    RandomGenerator random = sim.random("workload");
    for (int i = 0; i < OPERATIONS; i++) {
      sim.run(Duration.ofMillis(100));
      operate(cluster.get(random.nextInt(NODES)), "key" + random.nextInt(KEYS), i, random);
    }
    sim.run(Duration.ofSeconds(6));
    open.forEach(CompletableFuture::join);
    requireOnlyDamageRefused(sim, cluster);
    sim.network().calm();
    cluster.untilEqual(Duration.ofSeconds(60));
    sim.run(Duration.ofMinutes(2)); // for the last replays
    cluster.untilEqual(Duration.ofSeconds(60));
    newest.forEach((key, write) -> assertThat(cluster.allHold(key, write.value())).isTrue());
    assertThat(newest).hasSize(KEYS);
  }

  private void operate(SimNode node, String key, int i, RandomGenerator random) {
    int kind = random.nextInt(10);
    if (kind < 5) {
      String value = key + "=" + i;
      everWritten.add(value);
      open.add(node.putAsync(key, value).thenAccept(done -> note(key, Optional.of(value), done)));
    } else if (kind < 6) {
      open.add(
          node.node()
              .deleteAsync(Key.of(key), WriteOptions.DEFAULT)
              .thenAccept(done -> note(key, Optional.empty(), done)));
    } else {
      node.get(key).ifPresent(value -> assertThat(everWritten).contains(value));
    }
  }

  private void note(String key, Optional<String> value, PutResult result) {
    assertThat(result.missed()).allMatch(missed -> EXCUSES.contains(missed.reason()));
    newest.merge(
        key,
        new Write(result.version(), value),
        (before, now) -> now.version().newerThan(before.version()) ? now : before);
  }

  /** A datagram is refused because it was damaged, and for no other reason. */
  private static void requireOnlyDamageRefused(Simulation sim, Cluster cluster) {
    long refused = 0;
    for (SimNode node : cluster.nodes()) {
      refused += node.snapshot().refusedDatagrams();
    }
    NetworkCounters counters = sim.network().counters();
    assertThat(refused).isBetween(1L, counters.corrupted() + counters.truncated());
  }
}
