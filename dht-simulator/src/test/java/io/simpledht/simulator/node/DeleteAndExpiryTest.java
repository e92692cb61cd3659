package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.simulator.network.Fault;
import java.time.Duration;
import java.util.Optional;

/** What is gone stays gone, also for those who were not there when it went. */
class DeleteAndExpiryTest {

  private static final Duration TTL = Duration.ofSeconds(30);
  private static final Duration AWAY = Duration.ofSeconds(90);
  private static final Duration HEALED = Duration.ofSeconds(60);

  @SimulationTest(seeds = 5)
  void shouldNotBringBackADeletedKeyThroughANodeThatWasCutOff(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 5);
    SimNode away = cluster.get(3);
    cluster.first().put("key", "value");
    Fault cut = sim.network().isolate(away.host().number());
    sim.run(AWAY);
    cluster.get(1).delete("key");
    assertThat(away.held("key")).contains("value");
    cut.heal();
    requireGoneForGood(sim, cluster);
  }

  @SimulationTest(seeds = 5)
  void shouldNotBringBackADeletedKeyThroughANodeThatWasDown(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 5);
    SimNode away = cluster.get(3);
    cluster.first().put("key", "value");
    away.crash();
    cluster.get(1).delete("key");
    sim.run(AWAY);
    away.restart();
    assertThat(away.held("key")).contains("value");
    requireGoneForGood(sim, cluster);
  }

  @SimulationTest(seeds = 5)
  void shouldLetAWriteWinThatIsNewerThanTheDelete(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 5);
    cluster.first().put("key", "value");
    Fault cut = sim.network().isolate(cluster.get(3).host().number());
    cluster.get(1).delete("key");
    sim.run(Duration.ofSeconds(1));
    cluster.get(3).putAsync("key", "newer");
    sim.run(AWAY);
    cut.heal();
    cluster.untilAllHold("key", "newer", HEALED);
    cluster.untilEqual(HEALED);
  }

  @SimulationTest(seeds = 5)
  void shouldNotBringBackWhatHasExpired(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 5);
    SimNode cutOff = cluster.get(3);
    SimNode down = cluster.get(4);
    putForAWhile(cluster.first());
    assertThat(cluster.allHold("key", Optional.of("value"))).isTrue();
    Fault cut = sim.network().isolate(cutOff.host().number());
    down.crash();
    sim.run(AWAY);
    cut.heal();
    down.restart();
    requireGoneForGood(sim, cluster);
  }

  @SimulationTest(seeds = 5)
  void shouldGiveAJoinerNothingThatHasExpired(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 3);
    putForAWhile(cluster.first());
    sim.run(TTL.plusMillis(1));
    SimNode joiner = cluster.add();
    cluster.untilReady(HEALED);
    assertThat(joiner.get("key")).isEmpty();
    requireGoneForGood(sim, cluster);
  }

  private static void putForAWhile(SimNode node) {
    WriteOptions options = WriteOptions.DEFAULT.withTtl(TTL);
    node.await(node.node().putAsync(Key.of("key"), Bytes.utf8("value"), options));
  }

  private static void requireGoneForGood(Simulation sim, Cluster cluster) {
    cluster.untilNoneHolds("key", HEALED);
    cluster.untilEqual(HEALED);
    sim.always("the key stays gone", 100, () -> assertThat(anyHolds(cluster)).isFalse());
    sim.run(Duration.ofMinutes(5));
    assertThat(cluster.first().get("key")).isEmpty();
  }

  private static boolean anyHolds(Cluster cluster) {
    return cluster.up().stream().anyMatch(node -> node.held("key").isPresent());
  }
}
