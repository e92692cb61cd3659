package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.PutResult;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.Missed;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import java.time.Duration;

/** Wall clocks may be wrong by a minute without harm; beyond that, the one who is wrong is told. */
class ClockTest {

  @SimulationTest(seeds = 5)
  void shouldKeepVersionsRisingWhenTheClockJumpsBack(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 3);
    SimNode node = cluster.last();
    Version before = node.put("key", "0").version();
    for (int i = 1; i <= 10; i++) {
      node.host().jumpClock(Duration.ofMinutes(i % 2 == 0 ? 9 : -10));
      Version version = node.put("key", "" + i).version();
      assertThat(version.newerThan(before)).isTrue();
      before = version;
      assertThat(cluster.first().held("key")).contains("" + i);
    }
  }

  @SimulationTest(seeds = 5)
  void shouldLetTheLaterWriteWinThoughClocksDisagreeByLessThanAMinute(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 3);
    cluster.get(1).host().jumpClock(Duration.ofSeconds(55));
    cluster.get(2).host().jumpClock(Duration.ofSeconds(-55));
    PutResult ahead = cluster.get(1).put("key", "ahead");
    assertThat(ahead.confirmed()).as("the one who is 110 s behind refuses").isEqualTo(2);
    assertThat(ahead.missed())
        .extracting(Missed::reason)
        .containsExactly(StoreStatus.FUTURE_VERSION);
    assertThat(cluster.first().put("key", "later").confirmed()).isEqualTo(2);
    assertThat(cluster.get(1).held("key")).contains("later");
    sim.run(Duration.ofMinutes(3)); // what lay in the future no longer does
    cluster.untilAllHold("key", "later", Duration.ofSeconds(60));
  }

  /** It has lost its copy and half a minute, and writes before it has caught up with anybody. */
  private static SimNode forgetfulAndLate(Simulation sim, Cluster cluster, Duration late) {
    cluster.first().put("key", "first");
    SimNode node = cluster.last();
    node.host().amnesia();
    node.host().jumpClock(late.negated());
    sim.network().loss(0.3); // so that catching up takes a while
    node.restart();
    sim.until("has a peer", () -> !node.snapshot().peers().isEmpty(), Duration.ofSeconds(30));
    assertThat(node.isReady()).isFalse();
    sim.network().loss(0);
    return node;
  }

  @SimulationTest(seeds = 10)
  void shouldLetTheLaterWriteWinThoughItsWriterLostItsCopyAndTheTime(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 3);
    SimNode late = forgetfulAndLate(sim, cluster, Duration.ofSeconds(30));
    PutResult result = late.put("key", "second");
    assertThat(result.missed()).extracting(Missed::reason).doesNotContain(StoreStatus.STALE);
    cluster.untilAllHold("key", "second", Duration.ofSeconds(30));
    late.delete("key");
    cluster.untilNoneHolds("key", Duration.ofSeconds(30));
  }

  @SimulationTest(seeds = 10)
  void shouldSayThatANewerVersionIsStoredWhereTheClockIsTooFarBehindToBelieveIt(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 3);
    SimNode late = forgetfulAndLate(sim, cluster, Duration.ofHours(1));
    PutResult result = late.put("key", "second");
    assertThat(result.confirmed()).isEqualTo(1);
    assertThat(result.missed()).isNotEmpty();
    assertThat(result.missed()).extracting(Missed::reason).containsOnly(StoreStatus.STALE);
    sim.run(Duration.ofSeconds(30));
    assertThat(cluster.first().held("key")).contains("first");
  }

  @SimulationTest(seeds = 5)
  void shouldTellWhoseClockIsFarAhead(Simulation sim) {
    Cluster cluster = Cluster.settled(sim, 4);
    cluster.last().host().jumpClock(Duration.ofSeconds(90));
    PutResult result = cluster.last().put("key", "from the future");
    assertThat(result).isInstanceOf(PutResult.Partial.class);
    assertThat(result.confirmed()).isEqualTo(1);
    assertThat(result.asked()).isEqualTo(4);
    assertThat(result.missed()).hasSize(3);
    assertThat(result.missed()).extracting(Missed::reason).containsOnly(StoreStatus.FUTURE_VERSION);
    cluster.first().put("key", "from the present");
    assertThat(cluster.get(1).held("key")).contains("from the present");
  }
}
