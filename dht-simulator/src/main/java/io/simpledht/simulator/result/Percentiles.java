package io.simpledht.simulator.result;

import java.util.Arrays;

/**
 * How long something took, over all times it was done.
 *
 * @param count how often
 * @param p50 virtual milliseconds half of them stayed under
 * @param p95 for 95 %
 * @param p99 for 99 %
 * @param max the longest
 */
public record Percentiles(long count, double p50, double p95, double p99, double max) {

  /** Of nothing. */
  public static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0);

  /** Of these durations in nanoseconds, the first {@code count} of the array, which is sorted. */
  public static Percentiles ofNanos(long[] nanos, int count) {
    if (count == 0) {
      return NONE;
    }
    Arrays.sort(nanos, 0, count);
    return new Percentiles(
        count,
        at(nanos, count, 50),
        at(nanos, count, 95),
        at(nanos, count, 99),
        millis(nanos[count - 1]));
  }

  /** The nearest-rank percentile. */
  private static double at(long[] sorted, int count, int percent) {
    int rank = (int) (((long) count * percent + 99) / 100);
    return millis(sorted[rank - 1]);
  }

  /** Rounded to microseconds, so that printing and reading it back loses nothing. */
  private static double millis(long nanos) {
    return nanos / 1_000 / 1_000.0;
  }
}
