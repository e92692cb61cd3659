package io.simpledht.simulator.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.NodeBuilder;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.simulator.SimHost;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.simulator.network.Verdict;
import java.time.Duration;

/** Partners that lie, die or lose what they send while sets are compared. */
class HostileSyncTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int ENTRIES = 5_000;
  private static final int TYPE_AT = 2;
  private static final int SYMBOLS = 0x11;
  private static final int PAGE = 0x15;

  private static NodeBuilder eager(NodeBuilder builder) {
    return builder.antiEntropyInterval(Duration.ofSeconds(1));
  }

  private static void fill(SimNode node, int from, int to) {
    for (int i = from; i < to; i++) {
      Version version = Version.of(Simulation.START.toEpochMilli() - 1 - i, 0, 77);
      node.store().merge(Entry.value(Key.of("k" + i), Bytes.utf8("v" + i), version, Entry.NEVER));
    }
  }

  @SimulationTest(seeds = 5)
  void canCopyEverythingAlthoughOneOfTwoSourcesLies(Simulation sim) {
    SimNode honest = sim.node(HostileSyncTest::eager);
    fill(honest, 0, ENTRIES);
    SimHost<HostileNode> liar = sim.host(HostileNode::new);
    SimNode joiner = sim.node(HostileSyncTest::eager);
    joiner.node().bootstrapAsync(honest.address().toString(), liar.address().toString());
    sim.until("all copied", () -> joiner.entries() >= ENTRIES && joiner.isReady(), SOON);
    assertThat(liar.program().answers()).isPositive();
  }

  @SimulationTest(seeds = 5)
  void shouldSpendLittleOnAPartnerThatOnlyLies(Simulation sim) {
    SimNode node = sim.node(HostileSyncTest::eager);
    fill(node, 0, 200);
    SimHost<HostileNode> liar = sim.host(HostileNode::new);
    node.node().bootstrapAsync(liar.address().toString());
    sim.run(Duration.ofMinutes(1));
    assertThat(liar.program().answers()).isLessThan(60 * 100);
    assertThat(node.entries()).isBetween(200L, 201L);
  }

  @SimulationTest(seeds = 5)
  void canCompareThoughSymbolsAndPagesAreLostInRuns(Simulation sim) {
    sim.network()
        .rule(
            packet -> {
              int type = packet.payload().get(TYPE_AT);
              boolean hit = type == SYMBOLS || type == PAGE;
              return hit && packet.chance() < 0.5 ? Verdict.drop() : Verdict.pass();
            });
    SimNode left = sim.node(HostileSyncTest::eager);
    SimNode right = sim.node(HostileSyncTest::eager);
    fill(left, 0, ENTRIES);
    fill(right, 500, ENTRIES + 500);
    right.bootstrapAsync(left);
    sim.until(
        "equal", () -> left.entries() == ENTRIES + 500 && right.entries() == ENTRIES + 500, SOON);
  }

  @SimulationTest(seeds = 5)
  void canGoOnWithAnotherSourceWhenOneDiesInTheMiddle(Simulation sim) {
    SimNode first = sim.node(HostileSyncTest::eager);
    fill(first, 0, 20_000);
    SimNode second = sim.node(HostileSyncTest::eager);
    second.bootstrapAsync(first);
    sim.until("copied", () -> second.entries() == 20_000 && second.isReady(), SOON);
    SimNode joiner = sim.node(HostileSyncTest::eager);
    joiner.bootstrapAsync(first, second);
    sim.until("under way", () -> joiner.entries() > 5_000, SOON);
    first.crash();
    sim.until("copied", () -> joiner.entries() == 20_000 && joiner.isReady(), SOON);
  }
}
