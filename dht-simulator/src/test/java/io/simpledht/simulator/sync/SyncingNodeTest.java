package io.simpledht.simulator.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.NodeBuilder;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.Version;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.simulator.network.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A node that still copies: what it may be asked, and when it may say that it is done. */
class SyncingNodeTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int ENTRIES = 5_000;
  private static final int PAGE = 0x15;
  private static final int TYPE_AT = 2;

  private static NodeBuilder eager(NodeBuilder builder) {
    return builder.antiEntropyInterval(Duration.ofSeconds(1));
  }

  private static SimNode full(Simulation sim) {
    return filled(sim, 0, ENTRIES);
  }

  private static SimNode filled(Simulation sim, int from, int to) {
    SimNode node = sim.node(SyncingNodeTest::eager);
    for (int i = from; i < to; i++) {
      Version version = Version.of(Simulation.START.toEpochMilli() - 1 - i, 0, 77);
      node.store().merge(Entry.value(key(i), value(i), version, Entry.NEVER));
    }
    return node;
  }

  private static boolean holds(SimNode node, int number) {
    return node.store().get(key(number)).isPresent();
  }

  private static Bytes value(int number) {
    return Bytes.utf8("v" + number + "-".repeat(100));
  }

  private static Key key(int number) {
    return Key.of("k" + number);
  }

  /** Pages come from both of them, half of them each, and neither has what the other has. */
  @SimulationTest(seeds = 5)
  void shouldNotBeReadyBeforeItHoldsAllOfOneSourceThoughSourcesDiffer(Simulation sim) {
    SimNode left = filled(sim, 0, ENTRIES / 2);
    SimNode right = filled(sim, ENTRIES / 2, ENTRIES);
    SimNode joiner = sim.node(SyncingNodeTest::eager);
    joiner.bootstrapAsync(left, right);
    sim.until("syncing", () -> joiner.state() == NodeState.SYNCING, SOON);
    sim.until("ready", joiner::isReady, SOON);
    boolean allOfLeft = IntStream.range(0, ENTRIES / 2).allMatch(i -> holds(joiner, i));
    boolean allOfRight = IntStream.range(ENTRIES / 2, ENTRIES).allMatch(i -> holds(joiner, i));
    assertThat(allOfLeft || allOfRight).as("holds all that one of them holds").isTrue();
  }

  @SimulationTest(seeds = 3)
  void shouldNotBeReadyBeforeItHoldsAllThatItsSourceHolds(Simulation sim) {
    SimNode source = full(sim);
    SimNode joiner = sim.node(SyncingNodeTest::eager);
    sim.network().loss(0.3);
    joiner.bootstrap(source);
    sim.until("syncing", () -> joiner.state() == NodeState.SYNCING, SOON);
    sim.always(
        "ready means complete",
        1,
        () -> assertThat(joiner.entries() == ENTRIES || !joiner.isReady()).isTrue());
    sim.until("ready", joiner::isReady, SOON);
  }

  @SimulationTest(seeds = 3)
  void shouldAnswerWithWhatItHasAndAskOthersForTheRest(Simulation sim) {
    sim.network().latency(Duration.ofMillis(25));
    SimNode source = full(sim);
    SimNode joiner = sim.node(SyncingNodeTest::eager);
    joiner.bootstrap(source);
    sim.until("under way", () -> joiner.entries() > 100, SOON);
    List<Integer> numbers = IntStream.range(0, ENTRIES).boxed().toList();
    int held = numbers.stream().filter(i -> holds(joiner, i)).findFirst().orElseThrow();
    int lacking = numbers.stream().filter(i -> !holds(joiner, i)).findFirst().orElseThrow();
    for (int number : List.of(held, lacking)) {
      assertThat(joiner.state()).isEqualTo(NodeState.SYNCING);
      assertThat(joiner.await(joiner.node().getAsync(key(number), ReadConcern.ONE)))
          .contains(value(number));
    }
  }

  @SimulationTest(seeds = 3)
  void shouldNotCopyAgainWhatItHasWhenASourceDies(Simulation sim) {
    SimNode first = full(sim);
    SimNode second = sim.node(SyncingNodeTest::eager);
    second.bootstrap(first);
    sim.until("copied", () -> second.isReady() && second.entries() == ENTRIES, SOON);
    int[] pages = {0};
    SimNode joiner = sim.node(SyncingNodeTest::eager);
    sim.network()
        .rule(
            packet -> {
              pages[0] += packet.payload().get(TYPE_AT) == PAGE ? 1 : 0;
              return Verdict.pass();
            });
    joiner.bootstrap(first, second);
    sim.until("half", () -> joiner.entries() > ENTRIES / 2, SOON);
    int half = pages[0];
    first.crash();
    sim.until("copied", () -> joiner.isReady() && joiner.entries() == ENTRIES, SOON);
    assertThat(pages[0] - half).as("after %d for the first half", half).isLessThan(2 * half);
  }
}
