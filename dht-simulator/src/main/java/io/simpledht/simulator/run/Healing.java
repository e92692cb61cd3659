package io.simpledht.simulator.run;

import io.simpledht.simulator.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Watches whether the network converges in the time it is given, each time faults have ended. */
final class Healing {

  private static final Duration PACE = Duration.ofMillis(100);
  private static final Duration QUIET_PACE = Duration.ofSeconds(1);

  private final Simulation simulation;
  private final Census census;
  private final Durations durations = new Durations();
  private final List<Double> seconds = new ArrayList<>();
  private String failure;
  private long began;
  private long deadline;
  private double strangers;
  private int quietLooks;

  Healing(Simulation simulation, Census census) {
    this.simulation = simulation;
    this.census = census;
  }

  void begin(Duration within) {
    began = simulation.elapsed().toNanos();
    deadline = began + within.toNanos();
    look();
  }

  private void look() {
    long now = simulation.elapsed().toNanos();
    if (census.isConverged()) {
      seconds.add((now - began) / 1e9);
      watchQuiet();
      durations.add(now - began);
    } else if (now < deadline) {
      long left = deadline - now;
      simulation.after(Duration.ofNanos(StrictMath.min(PACE.toNanos(), left)), this::look);
    } else if (failure == null) {
      failure = "not within " + (deadline - began) / 1e9 + " s: " + census.pending();
    }
  }

  /** Until the time is up, nothing goes wrong but what the network always does. */
  private void watchQuiet() {
    double acquaintance = census.acquaintance();
    // Who has not met yet cannot be given up: counted from when all know each other.
    if (quietLooks > 0 || acquaintance >= 1) {
      strangers += 1 - acquaintance;
      quietLooks++;
    }
    if (simulation.elapsed().toNanos() + QUIET_PACE.toNanos() <= deadline) {
      simulation.after(QUIET_PACE, this::watchQuiet);
    }
  }

  /** Part of the pairs of nodes that are up of which one does not know the other, on average. */
  double strangers() {
    return quietLooks == 0 ? 0 : strangers / quietLooks;
  }

  /** Whether there was any healing to watch. */
  boolean wasAsked() {
    return deadline > 0;
  }

  /** What was pending when the time was up; null if all was well. */
  String failure() {
    return failure;
  }

  /** How long each healing took. */
  Durations durations() {
    return durations;
  }

  /** Seconds each healing took. */
  List<Double> seconds() {
    return seconds;
  }
}
