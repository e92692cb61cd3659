package io.simpledht.simulator.random;

/** The gamma function for arguments of at least 1, by Lanczos' approximation (g = 7, 9 terms). */
final class Gamma {

  private static final double[] LANCZOS = {
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
    -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
    1.5056327351493116e-7
  };

  private Gamma() {}

  static double of(double x) {
    double z = x - 1;
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (z + i);
    }
    double t = z + 7.5;
    return StrictMath.sqrt(2 * StrictMath.PI)
        * StrictMath.pow(t, z + 0.5)
        * StrictMath.exp(-t)
        * sum;
  }
}
