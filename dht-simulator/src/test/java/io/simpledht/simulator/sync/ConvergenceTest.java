package io.simpledht.simulator.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.NodeBuilder;
import io.simpledht.node.PutResult;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.simulator.network.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Copies become equal and stay true, whatever happens to those who make them. */
class ConvergenceTest {

  private static final Duration SOON = Duration.ofSeconds(90);

  private static NodeBuilder eager(NodeBuilder builder) {
    return builder.antiEntropyInterval(Duration.ofSeconds(1));
  }

  private static SimNode[] joined(Simulation sim, int count) {
    SimNode[] nodes = new SimNode[count];
    for (int i = 0; i < count; i++) {
      nodes[i] = sim.node(ConvergenceTest::eager);
      if (i > 0) {
        nodes[i].bootstrapAsync(nodes[0]);
      }
    }
    for (SimNode node : nodes) {
      sim.until("ready", node::isReady, SOON);
    }
    sim.run(Duration.ofSeconds(5));
    return nodes;
  }

  private static void fill(SimNode node, int from, int to) {
    for (int i = from; i < to; i++) {
      Version version = Version.of(Simulation.START.toEpochMilli() - 1 - i, 0, 77);
      node.store().merge(Entry.value(Key.of("old" + i), Bytes.utf8("v" + i), version, Entry.NEVER));
    }
  }

  private static boolean same(SimNode left, SimNode right) {
    List<String> all = new ArrayList<>();
    left.store().scan(Id.ZERO, Id.MAX, entry -> all.add(entry.key() + "@" + entry.version()));
    List<String> others = new ArrayList<>();
    right.store().scan(Id.ZERO, Id.MAX, entry -> others.add(entry.key() + "@" + entry.version()));
    return all.equals(others);
  }

  /** One question in five gets no answer, and a comparison that ended with it would hardly end. */
  @SimulationTest(seeds = 10)
  void canFindHundredsOfDifferencesWhereHalfOfAllIsLost(Simulation sim) {
    SimNode[] nodes = joined(sim, 2);
    fill(nodes[0], 0, 600);
    fill(nodes[1], 300, 900);
    sim.network().loss(0.5);
    sim.eventually("equal", () -> same(nodes[0], nodes[1]), Duration.ofSeconds(60));
  }

  @SimulationTest(seeds = 2)
  void canBecomeReadyAndEqualWhileAThousandWritesASecondGoOn(Simulation sim) {
    SimNode writer = sim.node(ConvergenceTest::eager);
    fill(writer, 0, 10_000);
    SimNode joiner = sim.node(ConvergenceTest::eager);
    fill(joiner, 5_000, 12_000); // more differences than symbols are kept up to date
    joiner.bootstrapAsync(writer);
    int[] written = {0};
    while (!joiner.isReady() || written[0] < 3_000) {
      for (int i = 0; i < 10; i++) {
        writer.putAsync("new" + written[0]++, "v");
      }
      sim.run(Duration.ofMillis(10));
      assertThat(written[0]).as("writes until ready").isLessThan(20_000);
    }
    sim.eventually("equal", () -> same(writer, joiner), SOON);
  }

  @SimulationTest(seeds = 5)
  void canHealTwoHalvesThatWroteAndDeletedTheSameKeys(Simulation sim) {
    SimNode[] nodes = joined(sim, 4);
    for (int i = 0; i < 40; i++) {
      nodes[0].put("k" + i, "before");
    }
    Fault cut =
        sim.network()
            .partition(
                new int[] {nodes[0].host().number(), nodes[1].host().number()},
                new int[] {nodes[2].host().number(), nodes[3].host().number()});
    for (int i = 0; i < 20; i++) {
      nodes[0].delete("k" + i);
      nodes[2].putAsync("k" + (i + 20), "other half");
      sim.run(Duration.ofMillis(5));
    }
    sim.run(Duration.ofSeconds(30));
    cut.heal();
    sim.eventually("equal", () -> same(nodes[0], nodes[2]) && same(nodes[1], nodes[3]), SOON);
    for (SimNode node : nodes) {
      for (int i = 0; i < 20; i++) {
        assertThat(node.held("k" + i)).as("deleted k" + i).isEmpty();
        assertThat(node.held("k" + (i + 20))).contains("other half");
      }
    }
  }

  @SimulationTest(seeds = 5)
  void shouldNotLetReplayedStoresWin(Simulation sim) {
    SimNode[] nodes = joined(sim, 3);
    sim.network().replay(0.3);
    for (int round = 0; round < 10; round++) {
      nodes[round % 3].put("key", "value " + round);
    }
    nodes[1].delete("key");
    nodes[2].put("other", "last");
    sim.run(Duration.ofMinutes(3));
    for (SimNode node : nodes) {
      assertThat(node.held("key")).isEmpty();
      assertThat(node.held("other")).contains("last");
    }
  }

  @SimulationTest(seeds = 5)
  void shouldRefuseVersionsFromTheFutureAndSayWho(Simulation sim) {
    SimNode[] nodes = joined(sim, 2);
    nodes[1].host().jumpClock(Duration.ofMinutes(10));
    PutResult result = nodes[1].put("key", "from tomorrow");
    assertThat(result.confirmed()).isEqualTo(1);
    assertThat(result.missed()).anyMatch(missed -> missed.reason() == StoreStatus.FUTURE_VERSION);
    sim.run(Duration.ofSeconds(30));
    assertThat(nodes[0].held("key")).isEmpty();
    assertThat(nodes[0].isReady()).isTrue();
    sim.run(Duration.ofMinutes(10)); // now it is the past
    sim.eventually("equal", () -> same(nodes[0], nodes[1]), SOON);
    assertThat(nodes[0].held("key")).contains("from tomorrow");
  }

  @SimulationTest(seeds = 5)
  void shouldKeepItsVersionsRisingThroughARestartWithAClockSetBack(Simulation sim) {
    SimNode[] nodes = joined(sim, 2);
    nodes[1].put("key", "first");
    nodes[1].crash();
    nodes[1].host().jumpClock(Duration.ofHours(-1));
    nodes[1].restart();
    nodes[1].bootstrapAsync(nodes[0]);
    sim.until("ready", nodes[1]::isReady, SOON);
    nodes[1].put("key", "second");
    sim.run(Duration.ofSeconds(30));
    assertThat(nodes[0].held("key")).contains("second");
    assertThat(nodes[1].held("key")).contains("second");
  }

  @SimulationTest(seeds = 1)
  void shouldSlowDownForASlowReceiverAndLoseNothing(Simulation sim) {
    SimNode[] nodes = joined(sim, 2);
    nodes[1].host().slow(Duration.ofMillis(5));
    List<CompletableFuture<PutResult>> results = new ArrayList<>();
    for (int i = 0; i < 70_000; i++) {
      results.add(
          nodes[0].node().putAsync(Key.of("key" + i), Bytes.utf8("v"), WriteOptions.DEFAULT));
      if (i == 35_000) {
        sim.run(Duration.ofMillis(1)); // they may not all wait for the loop
      }
    }
    sim.run(Duration.ofSeconds(60));
    PutResult last = nodes[0].await(results.get(results.size() - 1));
    assertThat(last.missed()).anyMatch(missed -> missed.reason() == StoreStatus.OVERLOADED);
    nodes[1].host().slow(Duration.ZERO);
    sim.eventually("equal", () -> same(nodes[0], nodes[1]), Duration.ofMinutes(3));
    assertThat(nodes[1].entries()).isEqualTo(70_000);
  }
}
