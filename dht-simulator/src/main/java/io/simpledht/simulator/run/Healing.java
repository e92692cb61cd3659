package io.simpledht.simulator.run;

import io.simpledht.simulator.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Watches whether the network converges in the time it is given, each time faults have ended. */
final class Healing {

  private static final Duration PACE = Duration.ofMillis(100);

  private final Simulation simulation;
  private final Census census;
  private final Durations durations = new Durations();
  private final List<Double> seconds = new ArrayList<>();
  private String failure;
  private long began;
  private long deadline;

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
      durations.add(now - began);
    } else if (now < deadline) {
      long left = deadline - now;
      simulation.after(Duration.ofNanos(StrictMath.min(PACE.toNanos(), left)), this::look);
    } else if (failure == null) {
      failure = "not within " + (deadline - began) / 1e9 + " s: " + census.pending();
    }
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
