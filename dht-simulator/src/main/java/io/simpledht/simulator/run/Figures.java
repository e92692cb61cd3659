package io.simpledht.simulator.run;

import io.simpledht.protocol.message.MessageType;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.scenario.Metric;

/**
 * The figures a scenario may make demands on. Of nothing there is no figure: it is not a number,
 * which holds no bound.
 */
final class Figures {

  private static final double MILLIS = 1_000;

  private final Plan plan;
  private final Simulation simulation;
  private final Actors actors;
  private final Census census;
  private final Calls calls;
  private final Healing healing;
  private final WireTap tap;
  private final int lost;

  Figures(
      Plan plan,
      Simulation simulation,
      Actors actors,
      Census census,
      Calls calls,
      Healing healing,
      WireTap tap,
      int lost) {
    this.plan = plan;
    this.simulation = simulation;
    this.actors = actors;
    this.census = census;
    this.calls = calls;
    this.healing = healing;
    this.tap = tap;
    this.lost = lost;
  }

  double of(Metric metric) {
    int nodes = StrictMath.max(1, plan.world().nodes());
    return switch (metric) {
      case CONVERGED -> census.isConverged() ? 1 : 0;
      case LOST -> lost;
      case BOOTSTRAP_P99 -> p99(actors.bootstrapsSoFar());
      case BOOTSTRAP_MAX -> max(actors.bootstrapsSoFar());
      case SYNC_P99 -> p99(actors.syncsSoFar());
      case CONVERGENCE -> convergence();
      case PUT_P99 -> p99(calls.tallies().get("put").durations);
      case GET_P99 -> p99(calls.tallies().get("get").durations);
      case PUT_SUCCESS -> success("put");
      case GET_SUCCESS -> success("get");
      case DATAGRAMS_PER_NODE -> (double) tap.datagrams() / nodes;
      case BYTES_PER_NODE_SECOND ->
          (double) tap.bytes() / nodes / (simulation.elapsed().toNanos() / 1e9);
      case REST_BYTES_PER_NODE_SECOND -> atRest();
      case STORES_PER_PUT -> storesPerPut();
    };
  }

  private double storesPerPut() {
    long writes = calls.tallies().get("put").ended + calls.tallies().get("delete").ended;
    return writes == 0 ? Double.NaN : (double) tap.datagrams(MessageType.STORE) / writes;
  }

  private double atRest() {
    double bytes = healing.bytesPerSecondAtRest();
    return Double.isInfinite(bytes) ? Double.NaN : bytes / StrictMath.max(1, census.take().live());
  }

  private double convergence() {
    return healing.seconds().stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
  }

  private static double p99(Durations durations) {
    return durations.isEmpty() ? Double.NaN : durations.percentiles().p99() / MILLIS;
  }

  private static double max(Durations durations) {
    return durations.isEmpty() ? Double.NaN : durations.percentiles().max() / MILLIS;
  }

  private double success(String kind) {
    Calls.Tally tally = calls.tallies().get(kind);
    return tally.ended == 0 ? Double.NaN : 1 - (double) tally.failed / tally.ended;
  }
}
