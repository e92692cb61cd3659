package io.simpledht.simulator.run;

import java.util.Arrays;

/** Counts how often joining nodes asked their seeds, all of them at once, before one answered. */
final class JoinRounds {

  private int[] pings = new int[16];
  private long rounds;
  private long joined;

  /** A life of a node begins. */
  void begin(int node) {
    if (node >= pings.length) {
      pings = Arrays.copyOf(pings, 2 * node);
    }
    pings[node] = 0;
  }

  /** A node pings somebody: until it has joined, one of its seeds. */
  void pinged(int node) {
    if (node < pings.length) {
      pings[node]++;
    }
  }

  /** A node has joined that was told of so many others. */
  void joined(int node, int seeds) {
    rounds += (pings[node] + seeds - 1) / seeds;
    joined++;
  }

  /** How many have joined. */
  long count() {
    return joined;
  }

  /** Rounds each took, on average. */
  double mean() {
    return joined == 0 ? 0 : (double) rounds / joined;
  }

  /**
   * What theory says of that: with loss p each way one seed answers with (1-p)^2, so that a round
   * of s seeds fails with (1-(1-p)^2)^s.
   */
  static double expected(double loss, int seeds) {
    double answers = (1 - loss) * (1 - loss);
    return 1 / (1 - StrictMath.pow(1 - answers, seeds));
  }
}
