package io.simpledht.node.routing;

import io.simpledht.node.rpc.CallPolicy;

/**
 * How often an exchange fails by chance, and how much silence is therefore more than chance. Learns
 * from peers that were heard in the end: how many transmissions to them had gone unanswered before.
 * What was sent to those who turn out to be dead is never counted.
 *
 * <p>A peer is given up only after so many unanswered transmissions in a row that a living one
 * would be silent so long with a chance of {@value #FALSE_ALARM} at most, losses being independent
 * (after the adaptive failure detectors of Hayashibara and others, "The phi accrual failure
 * detector", 2004). That number is bounded, so a dead one is given up under any loss; the bound
 * suffices for a loss of 50 % each way.
 */
final class LossMeter {

  /** Chance that a living peer stays silent so long by chance alone. */
  static final double FALSE_ALARM = 1e-5;

  /** Two probes, whatever the loss: the path may have been down for a moment. */
  static final int MIN_TRANSMISSIONS = 8;

  /** Of exchanges with 50 % loss each way a quarter succeeds: 0.75^40 is 1e-5. */
  static final int MAX_TRANSMISSIONS = 40;

  /** The estimate follows the latest transmissions, about this many. */
  private static final int MEMORY = 128;

  /** Before anything was measured: as after this many transmissions, of which a quarter failed. */
  private static final int PRIOR = 4;

  private static final double PRIOR_LOSS = 0.25;

  private double loss = PRIOR_LOSS;
  private int weight = PRIOR;

  /** A peer was heard, after so many transmissions that it had not answered. */
  void answered(int unanswered) {
    unanswered(unanswered);
    add(0);
  }

  /** So many transmissions were not answered by a peer that is there. */
  void unanswered(int transmissions) {
    for (int i = 0; i < Math.min(transmissions, MAX_TRANSMISSIONS); i++) {
      add(1);
    }
  }

  private void add(int failed) {
    weight = Math.min(MEMORY, weight + 1);
    loss += (failed - loss) / weight;
  }

  /** The estimated chance that a transmission to a living peer is not answered. */
  double loss() {
    return loss;
  }

  /** The estimated chance that a call to a living peer stalls. */
  double chanceOfStall() {
    return StrictMath.pow(loss, CallPolicy.STALLED_AFTER);
  }

  /** How many unanswered transmissions in a row are no chance any more. */
  int convincing() {
    double needed = StrictMath.log(FALSE_ALARM) / StrictMath.log(loss);
    return (int) Math.min(MAX_TRANSMISSIONS, Math.max(MIN_TRANSMISSIONS, StrictMath.ceil(needed)));
  }
}
