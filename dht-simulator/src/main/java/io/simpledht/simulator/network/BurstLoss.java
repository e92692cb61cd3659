package io.simpledht.simulator.network;

import io.simpledht.simulator.random.Law;
import io.simpledht.simulator.random.SimRandom;
import java.time.Duration;

/**
 * The model of Gilbert (1960) and Elliott (1963), driven by time: a link is good or bad for
 * exponentially distributed periods and loses datagrams at the rate of the period. Driven by
 * packets, as it usually is, a path with little traffic would stay bad for hours. The periods do
 * not depend on the traffic.
 */
final class BurstLoss {

  private final SimRandom random;
  private final Law good;
  private final Law bad;
  private final double lossGood;
  private final double lossBad;
  private boolean isBad;
  private long until;

  BurstLoss(SimRandom random, long now, Bursts bursts) {
    this.random = random;
    this.good = Law.exponential(bursts.good());
    this.bad = Law.exponential(bursts.bad());
    this.lossGood = bursts.lossGood();
    this.lossBad = bursts.lossBad();
    this.isBad = random.nextDouble() * (good.mean() + bad.mean()) < bad.mean();
    this.until = now + period();
  }

  /**
   * What bad periods are like.
   *
   * @param good mean length of a good period
   * @param bad mean length of a bad period
   * @param lossGood probability of loss in a good period
   * @param lossBad probability of loss in a bad period
   */
  record Bursts(Duration good, Duration bad, double lossGood, double lossBad) {}

  /** The probability of loss at {@code now}, which never decreases. */
  double lossAt(long now) {
    while (until <= now) {
      isBad = !isBad;
      until += period();
    }
    return isBad ? lossBad : lossGood;
  }

  private long period() {
    return 1 + (isBad ? bad : good).sampleNanos(random);
  }
}
