package io.simpledht.simulator.run;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.message.MessageType;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.network.DropCause;
import io.simpledht.simulator.network.NetworkCounters;
import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.result.CheckResult;
import io.simpledht.simulator.result.Comparison;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.run.Actors.Actor;
import io.simpledht.simulator.scenario.Expectation;
import io.simpledht.simulator.scenario.Weather;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Judges a run that is over. Every check has the same name in all runs. */
final class Judge {

  /** A call may take as long as its timeout and what a slow node adds. */
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /** Stores beyond the ideal number that retransmission, repair and replaced delegates may cost. */
  private static final double STORE_ALLOWANCE = 4;

  /**
   * Part of the pairs that may not know each other while the network is at rest. On the 28 seeds it
   * was chosen by, 0.00013 at most; a node that gives peers up at the first timeout had 0.002 to
   * 0.08 there where more than a tenth was lost. Nothing but those seeds vouches for it.
   */
  private static final double STRANGERS_ALLOWED = 0.002;

  /**
   * One peer given up by one other until it is heard again. Among three nodes that alone would be
   * more than the part above, and a line that is bad for some seconds can bring it about.
   */
  private static final double ONE_MISTAKE_SECONDS = 15;

  /** Bytes a second each node may send while nobody asks it anything and nothing is lost. */
  private static final double MAX_REST_BYTES = 900;

  private final Plan plan;
  private final Simulation simulation;
  private final Actors actors;
  private final Copies copies;
  private final Census census;
  private final Calls calls;
  private final Healing healing;
  private final WireTap tap;
  private final Violations violations;
  private final Vitals vitals;
  private final Impact impact;
  private final Forecast forecast;
  private final String broken;
  private final List<CheckResult> checks = new ArrayList<>();
  private int lost;
  private int excused;
  private int down;

  Judge(
      Plan plan,
      Simulation simulation,
      Actors actors,
      Copies copies,
      Census census,
      Calls calls,
      Healing healing,
      WireTap tap,
      Violations violations,
      Vitals vitals,
      Impact impact,
      Forecast forecast,
      String broken) {
    this.plan = plan;
    this.simulation = simulation;
    this.actors = actors;
    this.copies = copies;
    this.census = census;
    this.calls = calls;
    this.healing = healing;
    this.tap = tap;
    this.violations = violations;
    this.vitals = vitals;
    this.impact = impact;
    this.forecast = forecast;
    this.broken = broken;
  }

  /** All checks, in a fixed order. */
  List<CheckResult> checks(boolean outOfTime) {
    judge(Checks.SOUND, broken, simulation.events() + " events");
    if (outOfTime) {
      add(Checks.IN_TIME, Verdict.UNKNOWN, "out of real time after " + seconds() + " s");
    }
    String keys = copies.records().size() + " keys";
    judge(Checks.HONESTY, violations.of(Checks.HONESTY), writes() + " results");
    judge(Checks.PHANTOM, violations.of(Checks.PHANTOM), ended("get") + " reads");
    judge(Checks.MONOTONE, violations.of(Checks.MONOTONE), keys);
    judge(Checks.NEWEST, violations.of(Checks.NEWEST), keys);
    judge(Checks.BOUNDS, bounds(outOfTime), vitals.closest());
    if (tap.ledger().looks()) {
      String most = tap.ledger().worst() + " of what is allowed at most";
      judge(Checks.AMPLIFICATION, tap.ledger().failure(), most);
    }
    if (broken == null && !outOfTime) {
      atTheEnd();
    }
    return checks;
  }

  private void atTheEnd() {
    String lostWrite = lostWrite();
    String excuses =
        excused + " lost with all their disks, " + down + " only on nodes that are down";
    judge(Checks.LOST, lostWrite, excuses);
    judge(Checks.RESURRECTION, resurrected(), copies.records().size() + " keys");
    judge(Checks.CALLS, unended(), calls.skipped() + " calls found their node down");
    judge(Checks.ECHO, echo(), tap.datagrams(MessageType.STORE) + " stores");
    Evidence evidence =
        new Evidence(
            plan, simulation.network().counters(), impact, forecast, actors.refused(), seconds());
    prove(Checks.EVIDENCE, evidence.missing(), simulation.network().counters().toString());
    if (healing.wasAsked()) {
      String took = "in " + healing.seconds() + " s";
      judge(Checks.CONVERGENCE, healing.failure(), took);
      if (healing.hasSeenAcquaintance()) {
        judge(Checks.EVICTION, evictions(), healing.strangers() * 100 + "% of pairs on average");
      }
      if (restBytes() < Double.POSITIVE_INFINITY) {
        judge(Checks.REST, unrest(), restBytes() + " B/s for each node");
      }
    }
    Figures figures = new Figures(plan, simulation, actors, census, calls, healing, tap, lost);
    for (Expectation demand : plan.world().expectations()) {
      double value = figures.of(demand.metric());
      String is = Double.isNaN(value) ? " was never measured" : " is " + value;
      String words = demand.metric() + is + ", expected " + demand.text();
      judge("expect " + demand.metric(), demand.holds(value) ? null : words, words);
    }
  }

  private void judge(String check, String failure, String detail) {
    add(check, failure == null ? Verdict.PASS : Verdict.FAIL, failure == null ? detail : failure);
  }

  /** Whoever was never tested has neither kept nor broken a promise. */
  private void prove(String check, String missing, String detail) {
    add(
        check,
        missing == null ? Verdict.PASS : Verdict.UNKNOWN,
        missing == null ? detail : missing);
  }

  private void add(String check, Verdict verdict, String detail) {
    checks.add(new CheckResult(check, verdict, detail));
  }

  private double seconds() {
    return simulation.elapsed().toMillis() / 1_000.0;
  }

  private long ended(String kind) {
    return calls.tallies().get(kind).ended;
  }

  private long writes() {
    return ended("put") + ended("delete");
  }

  // Checks

  private String lostWrite() {
    String first = null;
    for (KeyRecord record : copies.records()) {
      Write write = record.confirmed;
      if (write == null || isHeld(record, write)) {
        continue;
      }
      if (record.excused) {
        excused++;
        continue;
      }
      if (!write.holders.isEmpty() && !write.holders.intersects(copies.up())) {
        down++;
        continue;
      }
      lost++;
      first = first == null ? describe(record, write) : first;
    }
    return first == null || lost == 1 ? first : first + " (and " + (lost - 1) + " more)";
  }

  private static String describe(KeyRecord record, Write write) {
    return record.name
        + ", call "
        + write.call
        + " confirmed by "
        + write.confirmed
        + " nodes, held once by "
        + write.holders;
  }

  private boolean isHeld(KeyRecord record, Write write) {
    boolean newestIsEnough = write.isIn(record.newest);
    if (newestIsEnough && record.holders.intersects(copies.up())) {
      return true;
    }
    for (Actor actor : actors.all()) {
      if (actor != null && actor.isUp() && isHeldBy(actor, record, write)) {
        return true;
      }
    }
    // A delete whose time has come is remembered by nobody, and need not be.
    return record.forgotten;
  }

  private static boolean isHeldBy(Actor actor, KeyRecord record, Write write) {
    return actor.node.store().get(record.key).map(Entry::version).filter(write::isIn).isPresent();
  }

  /** Of pairs of nodes that are up, a part does not know each other though nothing happens. */
  private String evictions() {
    boolean once = healing.strangerSeconds() <= ONE_MISTAKE_SECONDS;
    return once || healing.strangers() <= STRANGERS_ALLOWED
        ? null
        : healing.strangers() * 100 + "% of pairs did not know each other, on average";
  }

  private String bounds(boolean outOfTime) {
    boolean atRest = broken == null && !outOfTime && healing.isAtRest();
    return vitals.failure() == null && atRest ? vitals.unrest(actors.all()) : vitals.failure();
  }

  private double restBytes() {
    return healing.bytesPerSecondAtRest() / StrictMath.max(1, census.take().live());
  }

  /** What is lost is sent again: an exchange takes so many tries until both its ways succeed. */
  private String unrest() {
    double arrives = 1 - plan.world().network().weather().loss();
    double bytes = restBytes();
    return bytes <= MAX_REST_BYTES / (arrives * arrives)
        ? null
        : bytes + " B/s for each node at rest";
  }

  private String resurrected() {
    if (violations.of(Checks.RESURRECTION) != null) {
      return violations.of(Checks.RESURRECTION);
    }
    for (KeyRecord record : copies.records()) {
      boolean goneForGood =
          record.deleted && record.confirmed != null && record.confirmed.isIn(record.newest);
      if (goneForGood && healing.wasAsked() && healing.failure() == null) {
        // A copy that is not its node's to hold any more waits to be let go of.
        for (int number : census.due(record)) {
          Actor actor = actors.find(number);
          if (actor.node.held(record.name).isPresent()) {
            return record.name + " is deleted, and " + actor.node + " still has a value";
          }
        }
      }
    }
    return null;
  }

  private String unended() {
    long now = simulation.elapsed().toNanos();
    for (Map.Entry<Integer, Calls.Pending> call : calls.pending().entrySet()) {
      Calls.Pending pending = call.getValue();
      if (now - pending.sinceNanos() > PATIENCE_NANOS && isAwake(pending.node())) {
        return pending.kind()
            + " "
            + call.getKey()
            + " on node-"
            + pending.node()
            + " has been waiting for "
            + (now - pending.sinceNanos()) / 1e9
            + " s";
      }
    }
    return null;
  }

  private boolean isAwake(int node) {
    Actor actor = actors.find(node);
    return actor != null && actor.isUp() && !actor.paused;
  }

  /** A node that passed writes on for ever would send more than retransmission explains. */
  private String echo() {
    NetworkCounters counters = simulation.network().counters();
    double arrives = (double) counters.delivered() / StrictMath.max(1, counters.sent());
    arrives = StrictMath.min(1, StrictMath.max(0.1, arrives));
    int nodes = actors.all().size();
    double ideal = (double) calls.writes() * nodes;
    double most = STORE_ALLOWANCE * ideal / (arrives * arrives) + 50.0 * nodes;
    long sent = tap.datagrams(MessageType.STORE);
    return sent <= most
        ? null
        : sent + " stores for " + calls.writes() + " writes among " + nodes + " nodes";
  }

  // Beside the verdict

  /** Figures beside what theory says. */
  List<Comparison> theory() {
    List<Comparison> rows = new ArrayList<>();
    NetworkCounters counters = simulation.network().counters();
    Weather weather = plan.world().network().weather();
    if (weather.loss() > 0) {
      double lostPart = (double) counters.dropped(DropCause.LOSS) / counters.sent();
      rows.add(
          new Comparison(
              "datagrams lost by chance, part of all", weather.loss(), lostPart, "the scenario"));
    }
    if (plan.world().node().factor() == 0 && ended("put") > 0) {
      double each = (double) tap.datagrams(MessageType.STORE) / writes();
      rows.add(
          new Comparison(
              "STORE datagrams for each write",
              actors.all().size() - 1,
              each,
              "each node but the writer once; less where several writes share a datagram, more"
                  + " with loss"));
    }
    joins(rows, weather.loss());
    ReadHops hops = tap.hops();
    if (hops.count() > 0) {
      double most = StrictMath.log(actors.all().size()) / StrictMath.log(2);
      String source = "Kademlia: less than log2 of the nodes, as buckets hold 20";
      rows.add(new Comparison("hops of a read, mean", most, hops.mean(), source));
    }
    return rows;
  }

  private void joins(List<Comparison> rows, double loss) {
    int seeds = plan.world().node().seeds();
    if (tap.joins().count() > 0) {
      rows.add(
          new Comparison(
              "rounds of pings until a node has joined, mean",
              JoinRounds.expected(loss, seeds),
              tap.joins().mean(),
              "1 / (1-(1-(1-p)^2)^s) with s seeds up and no other fault; more if an answer takes"
                  + " longer than the first retransmission"));
    }
  }

  /** How often rare paths were taken. */
  Map<String, Long> marks() {
    Map<String, Long> marks = new LinkedHashMap<>();
    marks.put("request retransmitted", tap.retransmissions());
    marks.put("attempt to join timed out", actors.retries());
    marks.put("compared by sketch", tap.datagrams(MessageType.SYMBOLS));
    marks.put("items pulled", tap.datagrams(MessageType.ITEMS));
    marks.put("pages pulled", tap.datagrams(MessageType.PAGE));
    marks.put("large value pulled", tap.datagrams(MessageType.CHUNK));
    marks.put("lookup", tap.datagrams(MessageType.FIND_NODE));
    marks.put("good-bye said", tap.datagrams(MessageType.LEAVE));
    marks.put("request refused", tap.datagrams(MessageType.REFUSED));
    marks.put("answer announced as late", tap.datagrams(MessageType.WORKING));
    marks.put("stale read", calls.stale());
    marks.put("tombstone applied", copies.tombstones());
    marks.put("conflict merged", copies.conflicts());
    marks.put("stale write met a newer", actors.storeCounts().stale());
    marks.put("tombstone forgotten", actors.storeCounts().forgotten());
    marks.put("dropped as too old", actors.storeCounts().tooOld());
    marks.putAll(vitals.rarePaths());
    marks.put("torn record dropped", actors.torn());
    marks.put("entry unreadable", actors.unreadable());
    marks.put("write refused by a disk", actors.refused());
    return marks;
  }
}
