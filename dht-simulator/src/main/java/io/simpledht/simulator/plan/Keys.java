package io.simpledht.simulator.plan;

import io.simpledht.simulator.random.SimRandom;
import java.util.Arrays;

/** Which key a user means: key i with a probability that falls with its rank as 1 / i^s (Zipf). */
final class Keys {

  private final int count;
  private final double[] cumulative; // null for even use

  Keys(int count, double exponent) {
    this.count = count;
    this.cumulative = exponent == 0 ? null : cumulative(count, exponent);
  }

  private static double[] cumulative(int count, double exponent) {
    double[] sums = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += StrictMath.pow(i + 1, -exponent);
      sums[i] = sum;
    }
    return sums;
  }

  /** A key, from 0. */
  int draw(SimRandom random) {
    if (cumulative == null) {
      return random.nextInt(count);
    }
    int found = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[count - 1]);
    return StrictMath.min(count - 1, found < 0 ? -found - 1 : found + 1);
  }
}
