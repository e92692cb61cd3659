package io.simpledht.simulator.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.NodeBuilder;
import io.simpledht.node.Replication;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.simulator.network.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Deletes are remembered for a retention; what happens to whoever was away longer. */
class RetentionTest {

  private static final Duration RETENTION = Duration.ofMinutes(10);

  private static final int DELETES = 2_000;

  private static NodeBuilder forgetful(NodeBuilder builder) {
    return builder.tombstoneRetention(RETENTION);
  }

  private static SimNode[] threeNodes(Simulation sim) {
    SimNode[] nodes = new SimNode[3];
    for (int i = 0; i < 3; i++) {
      nodes[i] = sim.node(RetentionTest::forgetful);
      if (i > 0) {
        nodes[i].bootstrapAsync(nodes[0]);
      }
    }
    sim.until("all ready", () -> nodes[1].isReady() && nodes[2].isReady(), Duration.ofSeconds(30));
    sim.run(Duration.ofSeconds(10));
    return nodes;
  }

  @SimulationTest(seeds = 5)
  void shouldNotBringBackWhatWasDeletedWhileItWasAwayForLong(Simulation sim) {
    SimNode[] nodes = threeNodes(sim);
    nodes[0].put("kept", "1");
    nodes[0].put("deleted", "1");
    Fault cut = sim.network().isolate(nodes[2].host().number());
    sim.run(Duration.ofMinutes(1));
    nodes[0].delete("deleted");
    nodes[2].put("written while away", "1");
    sim.run(RETENTION.multipliedBy(2)); // the tombstone is forgotten
    assertThat(nodes[0].store().tombstones()).isZero();
    cut.heal();
    sim.until("back", nodes[2]::isReady, Duration.ofMinutes(2));
    sim.run(Duration.ofMinutes(1));
    for (SimNode node : nodes) {
      assertThat(node.held("deleted")).isEmpty();
      assertThat(node.held("kept")).contains("1");
      assertThat(node.held("written while away")).contains("1");
    }
  }

  /** Nobody was there who could remember a delete, and whoever comes needs a copy. */
  @SimulationTest(seeds = 3)
  void shouldGiveACopyToANewcomerThoughItWasDownForLongAndIsAlone(Simulation sim) {
    SimNode old = sim.node(RetentionTest::forgetful);
    for (int i = 0; i < 3_000; i++) {
      old.putAsync("key" + i, "v");
    }
    sim.run(Duration.ofSeconds(10));
    old.crash();
    sim.run(RETENTION.multipliedBy(2));
    old.restart();
    sim.run(Duration.ofSeconds(5));
    SimNode young = sim.node(RetentionTest::forgetful);
    young.bootstrapAsync(old);
    sim.run(Duration.ofSeconds(1));
    sim.until("ready", young::isReady, Duration.ofMinutes(3));
    assertThat(young.entries()).isEqualTo(3_000);
  }

  /** For some seconds it takes the silence for chance: what is written then is nowhere else. */
  @SimulationTest(seeds = 5)
  void shouldKeepWhatItWroteBeforeItNoticedThatItWasCutOff(Simulation sim) {
    SimNode[] nodes = threeNodes(sim);
    nodes[0].put("deleted", "1");
    nodes[2].put("deleted, too", "1");
    sim.run(Duration.ofMinutes(2));
    Fault cut = sim.network().isolate(nodes[2].host().number());
    assertThat(nodes[2].put("written at once", "1").confirmed()).isEqualTo(1);
    nodes[0].delete("deleted");
    nodes[0].delete("deleted, too");
    sim.run(RETENTION.multipliedBy(2));
    cut.heal();
    sim.until("back", nodes[2]::isReady, Duration.ofMinutes(2));
    sim.run(Duration.ofMinutes(1));
    for (SimNode node : nodes) {
      assertThat(node.held("written at once")).contains("1");
      assertThat(node.held("deleted")).isEmpty();
      assertThat(node.held("deleted, too")).isEmpty();
    }
  }

  @SimulationTest(seeds = 5)
  void shouldKeepEverythingWhenEverybodyWasAway(Simulation sim) {
    SimNode first = sim.node(RetentionTest::forgetful);
    SimNode second = sim.node(RetentionTest::forgetful);
    second.bootstrapAsync(first);
    sim.until("ready", second::isReady, Duration.ofSeconds(30));
    first.put("kept", "1");
    Fault cut = sim.network().isolate(second.host().number());
    sim.run(RETENTION.multipliedBy(2));
    cut.heal();
    sim.until("back", () -> first.isReady() && second.isReady(), Duration.ofMinutes(2));
    sim.run(Duration.ofMinutes(1));
    assertThat(first.held("kept")).contains("1");
    assertThat(second.held("kept")).contains("1");
  }

  /** It is complete, as it began alone and holds nothing; it knows of no deletes either. */
  @SimulationTest(seeds = 5)
  void shouldDropNothingOnTheWordOfANodeThatBeganAnew(Simulation sim) {
    SimNode first = sim.node(RetentionTest::forgetful);
    List<String> seed = List.of(first.node().address().toString());
    SimNode second = sim.node(builder -> forgetful(builder).seeds(seed));
    SimNode third = sim.node(builder -> forgetful(builder).seeds(seed));
    List<SimNode> nodes = List.of(first, second, third);
    sim.run(Duration.ofSeconds(30));
    assertThat(first.put("kept", "1").confirmed()).isEqualTo(3);
    sim.run(Duration.ofSeconds(1));
    first.put("newer", "1");
    sim.run(RETENTION.multipliedBy(2)); // nothing is written, so the newest entry is that old
    nodes.forEach(SimNode::crash);
    first.host().amnesia();
    first.restart();
    sim.until("alone", first::isReady, Duration.ofMinutes(1));
    second.restart();
    third.restart();
    sim.run(Duration.ofMinutes(2));
    for (SimNode node : nodes) {
      assertThat(node.held("kept")).contains("1");
    }
  }

  /** Those who were there meanwhile need not know: nobody has told them of these keys. */
  @SimulationTest(seeds = 3)
  void shouldKeepTheLastCopiesOfKeysWhoseHoldersWereAllAwayForLong(Simulation sim) {
    List<SimNode> nodes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      nodes.add(sim.node(builder -> forgetful(builder).replication(Replication.factor(2))));
      nodes.get(i).bootstrapAsync(nodes.get(0));
    }
    sim.run(Duration.ofSeconds(30));
    List<String> keys = IntStream.range(0, 150).mapToObj(i -> "key" + i).toList();
    keys.forEach(key -> assertThat(nodes.get(0).put(key, "1").confirmed()).isEqualTo(2));
    sim.run(Duration.ofMinutes(2));
    String one =
        keys.stream().filter(key -> nodes.get(0).held(key).isEmpty()).findFirst().orElseThrow();
    List<SimNode> away = nodes.stream().filter(node -> node.held(one).isPresent()).toList();
    List<Fault> cuts =
        away.stream().map(node -> sim.network().isolate(node.host().number())).toList();
    sim.run(RETENTION.multipliedBy(2));
    cuts.forEach(Fault::heal);
    sim.run(Duration.ofMinutes(10));
    assertThat(keys).noneMatch(key -> isHeldByNone(nodes, key));
  }

  private static boolean isHeldByNone(List<SimNode> nodes, String key) {
    return nodes.stream().allMatch(node -> node.held(key).isEmpty());
  }

  /** The slower clock's node still has what the faster one's has forgotten. */
  @SimulationTest(seeds = 5)
  void shouldForgetEachDeleteOnceThoughClocksDiffer(Simulation sim) {
    SimNode slow = sim.node(RetentionTest::eagerAndForgetful);
    SimNode fast = sim.node(RetentionTest::eagerAndForgetful);
    fast.bootstrap(slow);
    sim.until("ready", fast::isReady, Duration.ofSeconds(30));
    fast.host().jumpClock(Duration.ofSeconds(25));
    for (int i = 0; i < DELETES; i++) {
      slow.putAsync("k" + i, "v");
      slow.node().deleteAsync(Key.of("k" + i), WriteOptions.DEFAULT);
    }
    sim.until("deleted", () -> fast.store().tombstones() == DELETES, Duration.ofSeconds(10));
    sim.until("forgotten", () -> fast.store().tombstones() == 0, RETENTION);
    assertThat(slow.store().tombstones()).isEqualTo(DELETES);
    long before = sim.network().counters().sent();
    sim.always("not taken again", 1, () -> assertThat(fast.store().tombstones()).isZero());
    sim.until("forgotten by all", () -> slow.store().tombstones() == 0, Duration.ofMinutes(1));
    assertThat(sim.network().counters().sent() - before)
        .as("datagrams meanwhile")
        .isLessThan(2_000);
  }

  /** It has forgotten the delete already; whoever has not yet still knows better. */
  @SimulationTest(seeds = 5)
  void shouldTakeADeleteThatHasEndedWhereThereIsSomethingToDelete(Simulation sim) {
    SimNode slow = sim.node(RetentionTest::eagerAndForgetful);
    SimNode fast = sim.node(RetentionTest::eagerAndForgetful);
    fast.bootstrap(slow);
    sim.until("ready", fast::isReady, Duration.ofSeconds(30));
    fast.host().jumpClock(Duration.ofSeconds(25));
    slow.put("k", "v");
    Entry old = slow.store().get(Key.of("k")).orElseThrow();
    slow.delete("k");
    sim.until("forgotten", () -> fast.store().tombstones() == 0, RETENTION);
    assertThat(slow.store().tombstones()).isEqualTo(1);
    fast.store().merge(old); // as from somebody who had not heard of the delete
    assertThat(fast.held("k")).contains("v");
    sim.until("deleted again", () -> fast.held("k").isEmpty(), Duration.ofSeconds(20));
    sim.always("for good", 1, () -> assertThat(slow.held("k")).isEmpty());
    sim.run(Duration.ofMinutes(2));
    assertThat(fast.held("k")).isEmpty();
  }

  private static NodeBuilder eagerAndForgetful(NodeBuilder builder) {
    return builder
        .tombstoneRetention(Duration.ofMinutes(1))
        .antiEntropyInterval(Duration.ofSeconds(1));
  }
}
