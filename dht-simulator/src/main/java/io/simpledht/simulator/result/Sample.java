package io.simpledht.simulator.result;

import io.simpledht.protocol.NodeState;
import java.util.Map;

/**
 * The network at one instant, and what moved since the sample before.
 *
 * @param seconds virtual time
 * @param nodes nodes by {@link NodeState}, {@code CLOSED} being those that are down; states without
 *     nodes left out
 * @param copiesDue copies of the newest versions that should exist on nodes that are up
 * @param copiesMissing those of them that do not exist yet
 * @param acquaintance pairs of live nodes of which one knows the other, over all pairs; 0 to 1
 * @param datagrams datagrams sent since the sample before, by message type
 * @param bytes bytes sent since the sample before, by message type
 * @param lost datagrams lost since the sample before, whatever the cause
 * @param operations calls of users that ended since the sample before, by {@code put}, {@code get},
 *     {@code delete}
 * @param failed those of them that did not get what they asked for
 */
public record Sample(
    double seconds,
    Map<NodeState, Integer> nodes,
    long copiesDue,
    long copiesMissing,
    double acquaintance,
    Map<String, Long> datagrams,
    Map<String, Long> bytes,
    long lost,
    Map<String, Long> operations,
    Map<String, Long> failed) {}
