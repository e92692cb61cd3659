package io.simpledht.simulator.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.NodeBuilder;
import io.simpledht.node.Replication;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * With a replication factor a key is held by the nodes closest to it, whoever comes, goes or dies:
 * without anybody reading or writing it.
 */
class FactorUpkeepTest {

  private static final int NODES = 25;
  private static final int KEYS = 50;
  private static final int FACTOR = 4;
  private static final String VALUE = "value";

  private final List<SimNode> nodes = new ArrayList<>();

  private SimNode add(Simulation sim) {
    return add(sim, UnaryOperator.identity());
  }

  private SimNode add(Simulation sim, UnaryOperator<NodeBuilder> own) {
    SimNode node = sim.node(builder -> own.apply(builder.replication(Replication.factor(FACTOR))));
    if (!nodes.isEmpty()) {
      node.bootstrapAsync(nodes.get(0));
    }
    nodes.add(node);
    return node;
  }

  private void start(Simulation sim) {
    sim.network().loss(0.05);
    for (int i = 0; i < NODES; i++) {
      add(sim);
    }
    sim.eventually(
        "all ready", () -> nodes.stream().allMatch(SimNode::isReady), Duration.ofMinutes(2));
    sim.run(Duration.ofSeconds(30));
    for (int i = 0; i < KEYS; i++) {
      assertThat(nodes.get(i % NODES).put("key" + i, VALUE).confirmed()).isEqualTo(FACTOR);
    }
  }

  private List<SimNode> up() {
    return nodes.stream().filter(node -> node.isReady() && node.host().isUp()).toList();
  }

  /** The nodes that are to hold a key, by an oracle that knows all nodes. */
  private List<SimNode> holders(String key) {
    Id place = Key.of(key).id();
    return up().stream()
        .sorted((left, right) -> place.compareDistance(left.node().id(), right.node().id()))
        .limit(FACTOR)
        .toList();
  }

  private boolean areAllWhereTheyBelong() {
    for (int i = 0; i < KEYS; i++) {
      String key = "key" + i;
      if (!holders(key).stream().allMatch(node -> node.held(key).isPresent())) {
        return false;
      }
    }
    return true;
  }

  private long copies(String key) {
    return up().stream().filter(node -> node.held(key).isPresent()).count();
  }

  /** Also where they take over all copies of a key, and nobody who has it shares it with them. */
  @SimulationTest(seeds = 3)
  void shouldGiveNewcomersWhatTheyAreToHold(Simulation sim) {
    start(sim);
    for (int i = 0; i < 2 * NODES; i++) {
      add(sim);
    }
    sim.eventually(
        "held by the closest",
        () -> up().size() == nodes.size() && areAllWhereTheyBelong(),
        Duration.ofMinutes(1));
    List<SimNode> newcomers = nodes.subList(NODES, nodes.size());
    assertThat(IntStream.range(0, KEYS).filter(i -> newcomers.containsAll(holders("key" + i))))
        .as("keys that only newcomers hold")
        .isNotEmpty();
  }

  @SimulationTest(seeds = 3)
  void shouldReplaceACrashedHolderWithinAMinute(Simulation sim) {
    start(sim);
    holders("key7").get(1).crash();
    sim.eventually("held by the closest", this::areAllWhereTheyBelong, Duration.ofMinutes(1));
  }

  @SimulationTest(seeds = 2)
  void shouldLetGoOfWhatOthersHoldNow(Simulation sim) {
    start(sim);
    for (int i = 0; i < 20; i++) {
      add(sim);
    }
    sim.run(Duration.ofMinutes(20));
    assertThat(areAllWhereTheyBelong()).isTrue();
    for (int i = 0; i < KEYS; i++) {
      assertThat(copies("key" + i)).as("copies of key%d", i).isEqualTo(FACTOR);
    }
  }

  @SimulationTest(seeds = 3)
  void shouldRestoreAllCopiesAfterAllHoldersButOneCrashedAtOnce(Simulation sim) {
    start(sim);
    List<SimNode> holders = holders("key7");
    holders.subList(1, FACTOR).forEach(SimNode::crash);
    assertThat(copies("key7")).isEqualTo(1);
    sim.eventually("held by the closest", this::areAllWhereTheyBelong, Duration.ofMinutes(2));
  }

  @SimulationTest(seeds = 3)
  void shouldKeepAKeyWhenAllHoldersLeaveAtOnce(Simulation sim) {
    start(sim);
    List<SimNode> holders = holders("key7");
    holders.forEach(SimNode::close);
    sim.run(Duration.ofSeconds(6));
    holders.forEach(SimNode::crash);
    assertThat(copies("key7")).isPositive();
    sim.eventually("held by the closest", this::areAllWhereTheyBelong, Duration.ofMinutes(2));
  }

  /** Those who are to hold a key may be unable to: a copy too many is better than one too few. */
  @SimulationTest(seeds = 2)
  void shouldNotLetGoOfWhatOthersDoNotHold(Simulation sim) {
    start(sim);
    for (int i = 0; i < 20; i++) {
      add(sim, builder -> builder.maxValueBytes(VALUE.length() - 1));
    }
    sim.run(Duration.ofMinutes(20));
    for (int i = 0; i < KEYS; i++) {
      assertThat(copies("key" + i)).as("copies of key%d", i).isGreaterThanOrEqualTo(FACTOR);
    }
  }
}
