package io.simpledht.simulator.run;

import io.simpledht.simulator.DiskFault;
import io.simpledht.simulator.network.DropCause;
import io.simpledht.simulator.network.NetworkCounters;
import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.plan.Step;
import io.simpledht.simulator.run.Forecast.Tally;
import io.simpledht.simulator.scenario.NetworkSettings;
import io.simpledht.simulator.scenario.NetworkSettings.Bursts;
import io.simpledht.simulator.scenario.NetworkSettings.Lines;
import io.simpledht.simulator.scenario.Regions;
import io.simpledht.simulator.scenario.Share;
import io.simpledht.simulator.scenario.Weather;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Whether the faults that a plan asks for happened: a run that went wrong nowhere proves nothing.
 */
final class Evidence {

  /** Faults expected to hit fewer datagrams than this may miss them all. */
  private static final double ENOUGH = 30;

  /** Bursts lose many datagrams in a row, so that fewer of them may miss all. */
  private static final double IN_A_ROW = 10;

  /** Of all datagrams, at least so many go from one side of a cut to the other, until given up. */
  private static final double CROSSING = 0.02;

  /** Of the datagrams that should meet a fault of the weather, one in so many does. */
  private static final long MET = 10;

  /** Of all datagrams, at least so many are answers. */
  private static final double REPLIES = 0.25;

  private final Plan plan;
  private final NetworkCounters counters;
  private final Impact impact;
  private final Forecast forecast;
  private final long refused;
  private final double seconds;
  private String missing;

  Evidence(
      Plan plan,
      NetworkCounters counters,
      Impact impact,
      Forecast forecast,
      long refused,
      double seconds) {
    this.plan = plan;
    this.counters = counters;
    this.impact = impact;
    this.forecast = forecast;
    this.refused = refused;
    this.seconds = seconds;
  }

  /** The first fault that was asked for and did not happen, in words; null if all did. */
  String missing() {
    missing = impact.missed();
    forecast.spells().forEach(spell -> weather(spell.weather(), spell.tally()));
    partitions();
    clogs();
    disks();
    lines(plan.world().network());
    return missing;
  }

  private void weather(Weather weather, Tally tally) {
    part("loss", weather.loss() * tally.exposed(), tally.lost());
    part("duplicate", weather.duplicate() * tally.exposed(), tally.duplicated());
    part("replay", weather.replay() * tally.exposed(), tally.replayed());
    part("reordering", weather.reorder() * tally.exposed(), tally.reordered());
    part("corruption", weather.corrupt() * tally.exposed(), tally.corrupted());
    part("truncation", weather.truncate() * tally.exposed(), tally.truncated());
    part("loss of an answer", weather.replyLoss() * tally.exposed() * REPLIES, tally.replies());
  }

  /** Other faults may keep many datagrams from meeting this one, but not nearly all. */
  private void part(String what, double expected, long happened) {
    expect(what, expected, happened * MET < expected ? 0 : happened);
  }

  private void partitions() {
    double cutSeconds = 0;
    for (Step step : plan.steps()) {
      if (step instanceof Step.Cut cut) {
        cutSeconds += (mended(cut) - cut.at()) / 1e9;
      }
    }
    double crossing = sentIn(cutSeconds) * CROSSING;
    expect("partition of datagrams", crossing, counters.dropped(DropCause.PARTITION));
    for (Tally cut : forecast.cuts()) {
      expect("partition of datagrams", cut.sent() * CROSSING, cut.parted());
    }
  }

  private long mended(Step.Cut cut) {
    for (Step step : plan.steps()) {
      if (step instanceof Step.Mend mend && mend.id() == cut.id()) {
        return mend.at();
      }
    }
    return plan.world().endNanos();
  }

  /** Writes of other nodes come to a broken disk too; with a factor to few of them. */
  private void disks() {
    Set<Integer> broken = new LinkedHashSet<>();
    int nodes = plan.world().nodes();
    int factor = plan.world().node().factor();
    double each = factor == 0 ? 1 : StrictMath.min(1, (double) factor / nodes);
    double expected = 0;
    for (Step step : plan.steps()) {
      if (step instanceof Step.Disk disk && refuses(disk.fault())) {
        broken.add(disk.node());
      } else if (step instanceof Step.Disk disk) {
        broken.remove(disk.node());
      } else if (step instanceof Step.Put) {
        expected += broken.size() * each;
      }
    }
    // Values that replace others of the same size need no room.
    expect("refusal by a disk", expected / IN_A_ROW, refused);
  }

  private static boolean refuses(DiskFault fault) {
    return fault == DiskFault.FULL || fault == DiskFault.FAILING;
  }

  private void clogs() {
    double clogged = 0;
    for (Step step : plan.steps()) {
      if (step instanceof Step.Clog clog) {
        double part = (double) clog.nodes().size() / plan.world().nodes();
        clogged += sentIn(clog.forNanos() / 1e9) * part;
      }
    }
    expect("clogging of datagrams", clogged / IN_A_ROW, counters.held());
  }

  private void lines(NetworkSettings network) {
    Bursts bursts = network.bursts();
    if (bursts != null) {
      double bad = bursts.bad().toNanos();
      double part = bad / (bad + bursts.good().toNanos()) * bursts.loss();
      double expected = sentBy(bursts.share()) * part / IN_A_ROW;
      expect("burst", expected, counters.dropped(DropCause.BURST));
    }
    Lines lines = network.lines();
    if (lines != null) {
      double expected = sentBy(lines.share()) * (lines.lossUp() + lines.lossDown());
      expect("loss on a line", expected, counters.dropped(DropCause.LINE));
    }
    double hidden = Setting.translated(plan.world()).length;
    double each = (double) counters.sent() / plan.world().nodes();
    expect("translation of addresses", hidden * each, counters.translated());
    if (network.regions() != null) {
      double expected = counters.sent() * lossBetween(network.regions());
      expect("loss between regions", expected, counters.dropped(DropCause.PATH));
    }
  }

  /** Datagrams that some nodes sent, if all sent as many. */
  private double sentBy(Share share) {
    int nodes = plan.world().nodes();
    return (double) counters.sent() * Setting.some(plan.world(), "", share).length / nodes;
  }

  /** The part of datagrams lost between regions, if every node sent as many to every other. */
  private static double lossBetween(Regions regions) {
    double[] parts = regions.shares().values().stream().mapToDouble(Double::doubleValue).toArray();
    double[][] loss = regions.lossMatrix();
    double lost = 0;
    for (int from = 0; from < parts.length; from++) {
      for (int to = 0; to < parts.length; to++) {
        lost += parts[from] * parts[to] * loss[from][to];
      }
    }
    return lost;
  }

  private void expect(String what, double expected, long happened) {
    if (missing == null && expected > ENOUGH && happened == 0) {
      missing = "no " + what + " happened, about " + (long) expected + " were to be expected";
    }
  }

  private double sentIn(double length) {
    return seconds == 0 ? 0 : counters.sent() * StrictMath.max(0, length) / seconds / 2;
  }
}
