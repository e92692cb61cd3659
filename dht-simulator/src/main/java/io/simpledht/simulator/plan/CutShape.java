package io.simpledht.simulator.plan;

/** How groups of nodes are cut off. */
public enum CutShape {
  /** The groups do not reach each other; nodes in none reach all. */
  BETWEEN,
  /** The nodes of the one group reach nobody. */
  ISOLATE,
  /** What the first group sends to the second is lost. */
  ONE_WAY,
  /** The nodes of the one group reach only the nearest half of each other in this order. */
  RING
}
