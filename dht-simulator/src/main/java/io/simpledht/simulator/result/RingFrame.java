package io.simpledht.simulator.result;

import java.util.List;

/**
 * All nodes at one instant, for the picture of the id space. The lists go by node, in the order of
 * {@link RunResult#nodeIds}; nodes that did not exist yet are missing at the end.
 *
 * @param seconds virtual time
 * @param states the ordinal of each node's state
 * @param knows live peers each node knows
 * @param misses copies each node should hold and does not; 0 in a network where nodes hold a part
 */
public record RingFrame(
    double seconds, List<Integer> states, List<Integer> knows, List<Integer> misses) {}
