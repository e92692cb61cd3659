package io.simpledht.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Repeats two measurements in turn and compares their medians. */
final class Rounds {

  private static final int WARM_UP = 3;
  private static final int COUNTED = 9;

  /** A comparison whose rounds are slow ends after this, with the rounds it has. */
  private static final long ENOUGH_NANOS = TimeUnit.SECONDS.toNanos(90);

  private static final int LEAST_COUNTED = 3;

  /** One measurement, larger or smaller being better as its unit says. */
  @FunctionalInterface
  interface Measurement {
    double run() throws Exception;
  }

  private Rounds() {}

  /** Runs both in turn; prints medians with their ranges and the ratio of ours to the rival's. */
  static void compare(
      String what, String unit, Measurement ours, String rivalName, Measurement rival)
      throws Exception {
    double[] ourFigures = new double[COUNTED];
    double[] rivalFigures = new double[COUNTED];
    int counted = 0;
    long start = System.nanoTime();
    for (int i = -WARM_UP; i < COUNTED && (counted < LEAST_COUNTED || isEarly(start)); i++) {
      double one = ours.run();
      double other = rival.run();
      if (i >= 0) {
        ourFigures[counted] = one;
        rivalFigures[counted++] = other;
      }
    }
    print(what, unit, sorted(ourFigures, counted), rivalName, sorted(rivalFigures, counted));
  }

  private static boolean isEarly(long start) {
    return System.nanoTime() - start < ENOUGH_NANOS;
  }

  private static double[] sorted(double[] figures, int counted) {
    double[] sorted = Arrays.copyOf(figures, counted);
    Arrays.sort(sorted);
    return sorted;
  }

  private static void print(
      String what, String unit, double[] ours, String rivalName, double[] rival) {
    System.out.printf(
        "%-34s %s %s; %s %s; ratio %.2f%n",
        what, range(ours), unit, rivalName, range(rival), median(ours) / median(rival));
  }

  private static String range(double[] sorted) {
    String form = median(sorted) < 1_000 ? "%,.1f (%,.1f to %,.1f)" : "%,.0f (%,.0f to %,.0f)";
    return String.format(form, median(sorted), sorted[0], sorted[sorted.length - 1]);
  }

  private static double median(double[] sorted) {
    return sorted[sorted.length / 2];
  }
}
