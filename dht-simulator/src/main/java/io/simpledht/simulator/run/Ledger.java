package io.simpledht.simulator.run;

import java.util.BitSet;

/**
 * Who answers how much to whom that never answered itself. Whoever asks under a forged address
 * makes a node send its answer to the owner of that address, so an answer must not be too many
 * times as large as what was asked. Counted when sent, so that what gets lost makes it lenient.
 */
final class Ledger {

  /** In larger networks the pairs of nodes would take too much memory. */
  static final int MAX_NODES = 256;

  private final int nodes;
  private final long[] asked;
  private final long[] answered;
  private final BitSet proven = new BitSet();
  private double worst;
  private int worstAnswerer;
  private int worstAsker;

  /** For nodes numbered 1 to {@code nodes}. */
  Ledger(int nodes) {
    this.nodes = nodes > MAX_NODES ? 0 : nodes;
    int pairs = (this.nodes + 1) * (this.nodes + 1);
    this.asked = new long[pairs];
    this.answered = new long[pairs];
  }

  private int pair(int answerer, int asker) {
    return answerer * (nodes + 1) + asker;
  }

  /** Something was sent from one node to another. */
  void sent(int from, int to, int bytes, boolean request) {
    if (from > nodes || to > nodes) {
      return;
    }
    if (request) {
      asked[pair(to, from)] += bytes;
      return;
    }
    proven.set(pair(to, from));
    int pair = pair(from, to);
    answered[pair] += bytes;
    double times = (double) answered[pair] / StrictMath.max(1, asked[pair]);
    if (!proven.get(pair) && times > worst) {
      worst = times;
      worstAnswerer = from;
      worstAsker = to;
    }
  }

  /** The most that was answered over what was asked, to one that had not answered yet. */
  double worst() {
    return worst;
  }

  /** Between whom that was. */
  String where() {
    return "by node-" + worstAnswerer + " to node-" + worstAsker;
  }
}
