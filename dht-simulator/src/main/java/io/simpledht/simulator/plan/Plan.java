package io.simpledht.simulator.plan;

import java.util.List;

/**
 * One run, written out: nothing in it is left to chance but the fates of datagrams and what the
 * nodes draw themselves, which follow from the seed.
 *
 * @param world what holds for the whole run
 * @param steps in the order of their dates
 */
public record Plan(World world, List<Step> steps) {

  /** Copies the steps. */
  public Plan {
    steps = List.copyOf(steps);
  }

  /** The same run with other steps. */
  public Plan withSteps(List<Step> others) {
    return new Plan(world, others);
  }
}
