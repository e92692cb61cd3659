package io.simpledht.simulator.run;

import io.simpledht.protocol.NodeState;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.network.NetworkCounters;
import io.simpledht.simulator.result.RingFrame;
import io.simpledht.simulator.result.Sample;
import io.simpledht.simulator.run.Actors.Actor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at the network at regular intervals. */
final class Recorder {

  private static final int SAMPLES = 240;
  private static final int FRAMES = 60;
  private static final long MIN_INTERVAL_NANOS = 100_000_000;

  private final Simulation simulation;
  private final Actors actors;
  private final Copies copies;
  private final Census census;
  private final Calls calls;
  private final WireTap tap;
  private final Vitals vitals;
  private final int factor;
  private final List<Sample> samples = new ArrayList<>();
  private final List<RingFrame> ring = new ArrayList<>();
  private final Map<String, Long> ended = new LinkedHashMap<>();
  private final Map<String, Long> failed = new LinkedHashMap<>();
  private long lost;

  Recorder(
      Simulation simulation,
      Actors actors,
      Copies copies,
      Census census,
      Calls calls,
      WireTap tap,
      Vitals vitals,
      int factor) {
    this.simulation = simulation;
    this.actors = actors;
    this.copies = copies;
    this.census = census;
    this.calls = calls;
    this.tap = tap;
    this.vitals = vitals;
    this.factor = factor;
  }

  /** Begins to look, until {@code endNanos}. */
  void begin(long endNanos) {
    repeat(this::sample, interval(endNanos, SAMPLES), endNanos);
    repeat(this::frame, interval(endNanos, FRAMES), endNanos);
  }

  private static Duration interval(long endNanos, int times) {
    return Duration.ofNanos(StrictMath.max(MIN_INTERVAL_NANOS, endNanos / times));
  }

  private void repeat(Runnable look, Duration interval, long endNanos) {
    look.run();
    if (simulation.elapsed().plus(interval).toNanos() <= endNanos) {
      simulation.after(interval, () -> repeat(look, interval, endNanos));
    }
  }

  List<Sample> samples() {
    return samples;
  }

  List<RingFrame> ring() {
    return ring;
  }

  private double seconds() {
    return simulation.elapsed().toMillis() / 1_000.0;
  }

  private void sample() {
    simulation.network().requireConserved();
    vitals.sample(actors.all());
    Census.Count count = census.take();
    NetworkCounters counters = simulation.network().counters();
    long lostNow = counters.dropped();
    Map<String, Long> endedNow = new LinkedHashMap<>();
    Map<String, Long> failedNow = new LinkedHashMap<>();
    calls
        .tallies()
        .forEach(
            (kind, tally) -> {
              endedNow.put(kind, tally.ended - ended.getOrDefault(kind, 0L));
              failedNow.put(kind, tally.failed - failed.getOrDefault(kind, 0L));
              ended.put(kind, tally.ended);
              failed.put(kind, tally.failed);
            });
    samples.add(
        new Sample(
            seconds(),
            count.states(),
            count.due(),
            count.missing(),
            count.acquaintance(),
            tap.newDatagrams(),
            tap.newBytes(),
            lostNow - lost,
            endedNow,
            failedNow));
    lost = lostNow;
  }

  private void frame() {
    List<Integer> states = new ArrayList<>();
    List<Integer> knows = new ArrayList<>();
    List<Integer> misses = new ArrayList<>();
    for (Actor actor : actors.all()) {
      boolean up = actor != null && actor.isUp();
      states.add((actor == null ? NodeState.CLOSED : Census.stateOf(actor)).ordinal());
      knows.add(up ? actor.node.node().peerCount() : 0);
      misses.add(up ? misses(actor) : 0);
    }
    ring.add(new RingFrame(seconds(), states, knows, misses));
  }

  /** Only known for sure where every node is to hold every key. */
  private int misses(Actor actor) {
    return factor > 0 ? 0 : copies.records().size() - copies.held(actor.node.host().number());
  }
}
