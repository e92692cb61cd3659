package io.simpledht.simulator.run;

import io.simpledht.node.NodeVitals;
import io.simpledht.node.NodeVitals.Gauge;
import io.simpledht.simulator.run.Actors.Actor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Holds the queues and tables of nodes against their bounds, and counts what they seldom do. */
final class Vitals {

  /** What must be empty in a network at rest: work that only writes of users bring. */
  private static final List<String> EMPTY_AT_REST =
      List.of("writes to be sent", "callers waiting for the disk", "bytes of values being pulled");

  /** Nodes looked at in one go. */
  private static final int MAX_LOOKS = 256;

  private final Map<String, Gauge> fullest = new LinkedHashMap<>();
  private final Map<Actor, Map<String, Long>> present = new LinkedHashMap<>();
  private final Map<String, Long> past = new LinkedHashMap<>();
  private int turn;
  private String failure;

  /** Looks at the nodes that are up; in a large network at the next ones in turn. */
  void sample(List<Actor> actors) {
    int looks = StrictMath.min(MAX_LOOKS, actors.size());
    for (int i = 0; i < looks; i++) {
      Actor actor = actors.get(turn++ % actors.size());
      if (actor != null && actor.isUp()) {
        NodeVitals vitals = actor.node.vitals();
        vitals.gauges().forEach(gauge -> check(actor, gauge));
        remember(actor, vitals.rarePaths());
      }
    }
  }

  private void check(Actor actor, Gauge gauge) {
    fullest.merge(gauge.what(), gauge, Vitals::fuller);
    if (failure == null && gauge.value() > gauge.limit()) {
      failure = actor.node + " has " + words(gauge);
    }
  }

  private static Gauge fuller(Gauge one, Gauge other) {
    return other.value() > one.value() ? other : one;
  }

  private static String words(Gauge gauge) {
    return String.format(
        Locale.ROOT, "%,d %s, at most %,d", gauge.value(), gauge.what(), gauge.limit());
  }

  /** Counts begin anew in each life of a node; a smaller one is of another life. */
  private void remember(Actor actor, Map<String, Long> counts) {
    Map<String, Long> before = present.put(actor, counts);
    counts.forEach(
        (path, count) -> {
          long known = before == null ? 0 : before.getOrDefault(path, 0L);
          past.merge(path, count < known ? known : 0, Long::sum);
        });
  }

  /** What is left to do in nodes that nobody asks anything any more; null if nothing is. */
  String unrest(List<Actor> actors) {
    for (Actor actor : actors) {
      if (actor != null && actor.isUp() && !actor.paused) {
        for (Gauge gauge : actor.node.vitals().gauges()) {
          if (gauge.value() > 0 && EMPTY_AT_REST.contains(gauge.what())) {
            return actor.node + " at rest has " + words(gauge);
          }
        }
      }
    }
    return null;
  }

  /** The first bound that was passed, in words; null if none was. */
  String failure() {
    return failure;
  }

  /** The part that came closest to its bound, in words. */
  String closest() {
    Gauge closest = null;
    for (Gauge gauge : fullest.values()) {
      closest = closest == null || part(gauge) > part(closest) ? gauge : closest;
    }
    return closest == null ? "no node was looked at" : words(closest);
  }

  private static double part(Gauge gauge) {
    return (double) gauge.value() / gauge.limit();
  }

  /** How often nodes did what they seldom do, by name. */
  Map<String, Long> rarePaths() {
    Map<String, Long> sums = new LinkedHashMap<>(past);
    present.values().forEach(counts -> counts.forEach((path, n) -> sums.merge(path, n, Long::sum)));
    return sums;
  }
}
