package io.simpledht.benchmarks;

import java.util.Arrays;

/** Repeats two measurements in turn and compares their medians. */
final class Rounds {

  private static final int WARM_UP = 3;
  private static final int COUNTED = 7;

  /** One measurement, larger or smaller being better as its name says. */
  @FunctionalInterface
  interface Measurement {
    double run() throws Exception;
  }

  private Rounds() {}

  /** Runs both in turn and prints the medians and the ratio of ours to the rival's. */
  static void compare(
      String what, String unit, Measurement ours, String rivalName, Measurement rival)
      throws Exception {
    double[] ourFigures = new double[COUNTED];
    double[] rivalFigures = new double[COUNTED];
    for (int i = -WARM_UP; i < COUNTED; i++) {
      double one = ours.run();
      double other = rival.run();
      if (i >= 0) {
        ourFigures[i] = one;
        rivalFigures[i] = other;
      }
    }
    double mine = median(ourFigures);
    double theirs = median(rivalFigures);
    System.out.printf(
        "%-34s %,14.1f %-8s %s %,.1f, ratio %.2f%n",
        what, mine, unit, rivalName, theirs, mine / theirs);
  }

  private static double median(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
