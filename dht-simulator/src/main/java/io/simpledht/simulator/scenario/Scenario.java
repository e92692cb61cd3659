package io.simpledht.simulator.scenario;

import java.time.Duration;
import java.util.List;

/**
 * What is to happen. Says nothing of chance: together with a seed it becomes a plan, in which every
 * event has its date.
 *
 * @param name what it is called in reports
 * @param description what it shows, in a sentence or two
 * @param nodes nodes there are in all
 * @param node settings of each node
 * @param network the network all the time
 * @param churn nodes that come and go, or null
 * @param workload what users do
 * @param phases in order
 * @param expectations demands at the end
 * @param ties the order of events at the same instant
 */
public record Scenario(
    String name,
    String description,
    int nodes,
    NodeSettings node,
    NetworkSettings network,
    Churn churn,
    Workload workload,
    List<Phase> phases,
    List<Expectation> expectations,
    Ties ties) {

  /** What comes first of two events at the same instant. */
  public enum Ties {
    /** What came to be first. */
    FIFO,
    /** Drawn from the seed. */
    RANDOM;

    @Override
    public String toString() {
      return Fields.word(this);
    }
  }

  /** Most nodes of one scenario; a host's number has 24 bits in its address, memory ends before. */
  public static final int MAX_NODES = 1_000_000;

  /** Copies the lists. */
  public Scenario {
    phases = List.copyOf(phases);
    expectations = List.copyOf(expectations);
  }

  /** With other phases. */
  public Scenario withPhases(List<Phase> others) {
    return new Scenario(
        name, description, nodes, node, network, churn, workload, others, expectations, ties);
  }

  /** With other demands at the end. */
  public Scenario withExpectations(List<Expectation> others) {
    return new Scenario(
        name, description, nodes, node, network, churn, workload, phases, others, ties);
  }

  /** With other settings of every node. */
  public Scenario withNode(NodeSettings other) {
    return new Scenario(
        name, description, nodes, other, network, churn, workload, phases, expectations, ties);
  }

  /** With another network. */
  public Scenario withNetwork(NetworkSettings other) {
    return new Scenario(
        name, description, nodes, node, other, churn, workload, phases, expectations, ties);
  }

  /** With other nodes that come and go, or none if null. */
  public Scenario withChurn(Churn other) {
    return new Scenario(
        name, description, nodes, node, network, other, workload, phases, expectations, ties);
  }

  /** With another order of events at the same instant. */
  public Scenario withTies(Ties other) {
    return new Scenario(
        name, description, nodes, node, network, churn, workload, phases, expectations, other);
  }

  /** Virtual time from the beginning to the end. */
  public Duration length() {
    return phases.stream().map(Phase::length).reduce(Duration.ZERO, Duration::plus);
  }
}
