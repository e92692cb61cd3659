package io.simpledht.simulator.plan;

import io.simpledht.protocol.WriteConcern;
import io.simpledht.simulator.scenario.Expectation;
import io.simpledht.simulator.scenario.NetworkSettings;
import io.simpledht.simulator.scenario.NodeSettings;
import java.util.List;
import java.util.Objects;

/**
 * What holds for a whole run.
 *
 * @param scenario the name it has in reports
 * @param seed decides the fates of datagrams and what the nodes draw
 * @param nodes nodes there are in all
 * @param node settings of each
 * @param network the network
 * @param concern replicas that must confirm a write
 * @param expectations demands at the end
 * @param endNanos when the run ends
 * @param randomTies whether events at the same instant happen in an order drawn from the seed
 */
public record World(
    String scenario,
    long seed,
    int nodes,
    NodeSettings node,
    NetworkSettings network,
    WriteConcern concern,
    List<Expectation> expectations,
    long endNanos,
    boolean randomTies) {

  /** Copies the list. */
  public World {
    expectations = List.copyOf(Objects.requireNonNull(expectations, "expectations"));
  }

  /** With another end. */
  public World endingAt(long nanos) {
    return new World(
        scenario, seed, nodes, node, network, concern, expectations, nanos, randomTies);
  }

  /** With another network. */
  public World withNetwork(NetworkSettings other) {
    return new World(
        scenario, seed, nodes, node, other, concern, expectations, endNanos, randomTies);
  }
}
