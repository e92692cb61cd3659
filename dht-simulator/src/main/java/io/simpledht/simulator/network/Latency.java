package io.simpledht.simulator.network;

import io.simpledht.simulator.random.Law;
import io.simpledht.simulator.random.QuantileTable;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** How long a datagram takes from one host to another, one way. */
@FunctionalInterface
public interface Latency {

  /**
   * Nanoseconds for one datagram; less than one counts as one.
   *
   * @param chance uniform in [0, 1), independent for each datagram
   */
  long nanos(int sourceHost, int targetHost, double chance);

  /** The same for all. */
  static Latency constant(Duration delay) {
    long nanos = delay.toNanos();
    return (source, target, chance) -> nanos;
  }

  /**
   * Never less than {@code base}, plus a draw.
   *
   * @param jitter in nanoseconds
   */
  static Latency of(Duration base, Law jitter) {
    long floor = base.toNanos();
    QuantileTable table = new QuantileTable(jitter);
    return (source, target, chance) -> floor + (long) table.quantile(chance);
  }

  /**
   * Hosts live in regions.
   *
   * @param regionOf the region of a host number, an index of the matrix
   * @param oneWayMillis milliseconds from region to region; square
   * @param jitter added to each, in nanoseconds
   */
  static Latency regions(IntUnaryOperator regionOf, double[][] oneWayMillis, Law jitter) {
    double[][] matrix = Arrays.stream(oneWayMillis).map(double[]::clone).toArray(double[][]::new);
    for (double[] row : matrix) {
      if (row.length != matrix.length) {
        throw new IllegalArgumentException("the matrix of latencies must be square");
      }
    }
    QuantileTable table = new QuantileTable(jitter);
    return (source, target, chance) -> {
      double millis = matrix[regionOf.applyAsInt(source)][regionOf.applyAsInt(target)];
      return (long) (millis * 1e6 + table.quantile(chance));
    };
  }
}
