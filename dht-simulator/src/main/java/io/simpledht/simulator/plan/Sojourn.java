package io.simpledht.simulator.plan;

import io.simpledht.simulator.random.Law;
import io.simpledht.simulator.random.ResidualLife;
import io.simpledht.simulator.random.SimRandom;
import io.simpledht.simulator.scenario.Churn;
import io.simpledht.simulator.scenario.LawText;

/**
 * How long nodes stay and are away. Whoever looks for the first time meets a session, or an
 * absence, that has been going on for a while.
 */
final class Sojourn {

  /** Longer than any run. Laws with a heavy tail draw more than can be added to a time. */
  private static final long FOR_GOOD_NANOS = Long.MAX_VALUE / 4;

  private final Law session;
  private final Law absence;
  private final ResidualLife restOfSession;
  private final ResidualLife restOfAbsence;
  private final boolean stationary;

  Sojourn(Churn churn) {
    session = LawText.parse(churn.session());
    absence = LawText.parse(churn.absence());
    restOfSession = new ResidualLife(session);
    restOfAbsence = new ResidualLife(absence);
    stationary = churn.start() == Churn.Start.STATIONARY;
  }

  /** The part of the nodes that are there at first, 0 to 1. */
  double present() {
    double up = restOfSession.mean();
    return stationary ? up / (up + restOfAbsence.mean()) : 1;
  }

  /** How much longer the first session lasts, or the first absence, in nanoseconds. */
  long rest(boolean away, double chance) {
    return atMostForGood((long) (away ? restOfAbsence : restOfSession).quantile(chance));
  }

  long session(SimRandom random) {
    return atMostForGood(session.sampleNanos(random));
  }

  long absence(SimRandom random) {
    return atMostForGood(absence.sampleNanos(random));
  }

  private static long atMostForGood(long nanos) {
    return StrictMath.min(FOR_GOOD_NANOS, nanos);
  }
}
