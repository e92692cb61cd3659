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
import io.simpledht.simulator.network.Fault;
import io.simpledht.simulator.network.Rule;
import io.simpledht.simulator.network.Verdict;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

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

  /** Lets one page in half a second pass: all is answered in the end, after twenty minutes. */
  private static Rule crawling(SimNode slow) {
    AtomicLong free = new AtomicLong();
    return packet -> {
      boolean page = packet.payload().get(TYPE_AT) == PAGE;
      if (!page || packet.sourceHost() != slow.host().number()) {
        return Verdict.pass();
      }
      boolean passes = packet.nanos() >= free.get();
      if (passes) {
        free.set(packet.nanos() + 500_000_000L);
      }
      return passes ? Verdict.pass() : Verdict.drop();
    };
  }

  private static SimNode copyOf(Simulation sim, SimNode first) {
    SimNode second = sim.node(HostileSyncTest::eager);
    second.bootstrapAsync(first);
    sim.until("copied", () -> second.entries() == 20_000 && second.isReady(), SOON);
    return second;
  }

  @SimulationTest(seeds = 5)
  void shouldNotBeHeldUpByOneOfTwoSourcesThatIsSlow(Simulation sim) {
    SimNode fast = sim.node(HostileSyncTest::eager);
    fill(fast, 0, 20_000);
    SimNode slow = copyOf(sim, fast);
    sim.network().rule(crawling(slow));
    SimNode joiner = sim.node(HostileSyncTest::eager);
    joiner.bootstrapAsync(slow, fast);
    sim.until("copied", () -> joiner.entries() == 20_000 && joiner.isReady(), SOON.dividedBy(6));
  }

  @SimulationTest(seeds = 5)
  void shouldLeaveASlowSourceWhenAnotherAppears(Simulation sim) {
    SimNode fast = sim.node(HostileSyncTest::eager);
    fill(fast, 0, 20_000);
    SimNode slow = copyOf(sim, fast);
    sim.network().rule(crawling(slow));
    SimNode joiner = sim.node(HostileSyncTest::eager);
    Fault apart = sim.network().rule(between(joiner, fast));
    joiner.bootstrapAsync(slow);
    sim.run(Duration.ofSeconds(20));
    assertThat(joiner.entries()).isBetween(1L, 2_000L);
    apart.heal();
    sim.until("copied", () -> joiner.entries() == 20_000 && joiner.isReady(), SOON.multipliedBy(3));
  }

  private static Rule between(SimNode one, SimNode other) {
    Set<Integer> both = Set.of(one.host().number(), other.host().number());
    return packet ->
        both.contains(packet.sourceHost()) && both.contains(packet.targetHost())
            ? Verdict.drop()
            : Verdict.pass();
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
