package io.simpledht.simulator.scenario;

import java.util.Locale;

/** The figures of a run that a scenario may make demands on. */
public enum Metric {
  /** Whether all live nodes hold the same at the end: {@code true} or {@code false}. */
  CONVERGED(Unit.TRUTH),
  /** Confirmed writes that are nowhere any more. */
  LOST(Unit.COUNT),
  /** From the start of a node until it has joined, 99 of 100. */
  BOOTSTRAP_P99(Unit.SECONDS),
  /** From the start of a node until it has joined, the slowest. */
  BOOTSTRAP_MAX(Unit.SECONDS),
  /** From a node's joining until it has compared equal with a peer, 99 of 100. */
  SYNC_P99(Unit.SECONDS),
  /** From the beginning of the healing until the network has converged. */
  CONVERGENCE(Unit.SECONDS),
  /** A put, from the call to its result, 99 of 100. */
  PUT_P99(Unit.SECONDS),
  /** A get, from the call to its result, 99 of 100. */
  GET_P99(Unit.SECONDS),
  /** Puts that met their write concern, of all. */
  PUT_SUCCESS(Unit.PART),
  /** Gets of keys that had been put and confirmed that found a value, of all. */
  GET_SUCCESS(Unit.PART),
  /** Datagrams per node over the whole run. */
  DATAGRAMS_PER_NODE(Unit.COUNT),
  /** Bytes a second each node sends, averaged over the run. */
  BYTES_PER_NODE_SECOND(Unit.COUNT),
  /** Bytes a second each node sends once the network has converged and nobody asks anything. */
  REST_BYTES_PER_NODE_SECOND(Unit.COUNT),
  /** Datagrams that carry entries to be stored for each put or delete. */
  STORES_PER_PUT(Unit.COUNT);

  /** What a figure is counted in. */
  public enum Unit {
    /** True or false. */
    TRUTH,
    /** A plain number. */
    COUNT,
    /** A duration in a scenario file, seconds in a result. */
    SECONDS,
    /** A percentage or a number from 0 to 1. */
    PART
  }

  private final Unit unit;

  Metric(Unit unit) {
    this.unit = unit;
  }

  /** What it is counted in. */
  public Unit unit() {
    return unit;
  }

  /** As it is written in a scenario file. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
