package io.simpledht.simulator.scenario;

import io.simpledht.protocol.WriteConcern;

/**
 * What users do while phases run; calls come at random (a Poisson process) at random live nodes.
 *
 * @param puts per second in the whole network
 * @param gets per second in the whole network
 * @param deletes per second in the whole network
 * @param keys how many there are
 * @param zipf how unevenly keys are used: 0 evenly, 1 as words in a language
 * @param minBytes smallest value
 * @param maxBytes largest value; sizes are drawn so that their logarithm is even
 * @param concern replicas that must confirm a write
 */
public record Workload(
    double puts,
    double gets,
    double deletes,
    int keys,
    double zipf,
    int minBytes,
    int maxBytes,
    WriteConcern concern) {

  /** Nobody does anything. */
  public static final Workload NONE = new Workload(0, 0, 0, 1_000, 0, 64, 64, WriteConcern.ONE);
}
