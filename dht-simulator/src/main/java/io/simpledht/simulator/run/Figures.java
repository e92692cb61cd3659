package io.simpledht.simulator.run;

import io.simpledht.protocol.message.MessageType;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.result.Percentiles;
import io.simpledht.simulator.scenario.Metric;
import java.util.Map;

/** The figures a scenario may make demands on. */
final class Figures {

  private static final double MILLIS = 1_000;

  private final Plan plan;
  private final Simulation simulation;
  private final Census census;
  private final Calls calls;
  private final Healing healing;
  private final WireTap tap;
  private final Map<String, Percentiles> latencies;
  private final int lost;

  Figures(
      Plan plan,
      Simulation simulation,
      Census census,
      Calls calls,
      Healing healing,
      WireTap tap,
      Map<String, Percentiles> latencies,
      int lost) {
    this.plan = plan;
    this.simulation = simulation;
    this.census = census;
    this.calls = calls;
    this.healing = healing;
    this.tap = tap;
    this.latencies = latencies;
    this.lost = lost;
  }

  double of(Metric metric) {
    int nodes = StrictMath.max(1, plan.world().nodes());
    return switch (metric) {
      case CONVERGED -> census.isConverged() ? 1 : 0;
      case LOST -> lost;
      case BOOTSTRAP_P99 -> latencies.get("bootstrap").p99() / MILLIS;
      case BOOTSTRAP_MAX -> latencies.get("bootstrap").max() / MILLIS;
      case SYNC_P99 -> latencies.get("sync").p99() / MILLIS;
      case CONVERGENCE -> convergence();
      case PUT_P99 -> latencies.get("put").p99() / MILLIS;
      case GET_P99 -> latencies.get("get").p99() / MILLIS;
      case PUT_SUCCESS -> success("put");
      case GET_SUCCESS -> success("get");
      case DATAGRAMS_PER_NODE -> (double) tap.datagrams() / nodes;
      case BYTES_PER_NODE_SECOND ->
          (double) tap.bytes() / nodes / (simulation.elapsed().toNanos() / 1e9);
      case REST_BYTES_PER_NODE_SECOND ->
          healing.bytesPerSecondAtRest() / StrictMath.max(1, census.take().live());
      case STORES_PER_PUT -> storesPerPut();
    };
  }

  private double storesPerPut() {
    long writes = calls.tallies().get("put").ended + calls.tallies().get("delete").ended;
    return (double) tap.datagrams(MessageType.STORE) / StrictMath.max(1, writes);
  }

  private double convergence() {
    return healing.seconds().stream()
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private double success(String kind) {
    Calls.Tally tally = calls.tallies().get(kind);
    return tally.ended == 0 ? 1 : 1 - (double) tally.failed / tally.ended;
  }
}
