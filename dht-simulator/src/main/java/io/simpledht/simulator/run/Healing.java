package io.simpledht.simulator.run;

import io.simpledht.simulator.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Watches whether the network converges in the time it is given, each time faults have ended. */
final class Healing {

  private static final Duration PACE = Duration.ofMillis(100);
  private static final Duration QUIET_PACE = Duration.ofSeconds(1);

  /** Nodes that have just met go on reading each other's tables for about so long. */
  private static final Duration SETTLING = Duration.ofSeconds(90);

  /** Every peer is probed within 45 s, and given up when it was silent for a while. */
  private static final Duration FORGETTING = Duration.ofSeconds(90);

  private final Simulation simulation;
  private final Census census;
  private final LongSupplier bytesSent;
  private final Outages outages;
  private final List<Long> bytesAtRest = new ArrayList<>();
  private final Durations durations = new Durations();
  private final List<Double> seconds = new ArrayList<>();
  private boolean moved;
  private long movedAt;
  private String failure;
  private long began;
  private long deadline;
  private double strangers;
  private double strangerSeconds;
  private boolean counting;
  private int quietLooks;

  /**
   * @param bytesSent bytes all nodes have sent so far
   */
  Healing(Simulation simulation, Census census, LongSupplier bytesSent) {
    this.simulation = simulation;
    this.census = census;
    this.bytesSent = bytesSent;
    this.outages = new Outages(simulation.network(), FORGETTING);
  }

  /** A node has another address: whoever knows the old one is about to give it up, and rightly. */
  void moved() {
    moved = true;
    movedAt = simulation.elapsed().toNanos();
  }

  void begin(Duration within) {
    bytesAtRest.clear();
    counting = false;
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
    double acquaintance = census.allAreToMeet() ? acquaintance() : 1;
    // Who has just met goes on meeting: counted once all know each other, or have had the time.
    boolean settled = bytesAtRest.size() * QUIET_PACE.toSeconds() >= SETTLING.toSeconds();
    counting |= settled || acquaintance >= 1;
    bytesAtRest.add(bytesSent.getAsLong());
    boolean stale = moved && simulation.elapsed().toNanos() < movedAt + FORGETTING.toNanos();
    if (counting && !stale) {
      strangers += 1 - acquaintance;
      strangerSeconds += (1 - acquaintance) * census.pairs() * QUIET_PACE.toSeconds();
      quietLooks++;
    }
    if (simulation.elapsed().toNanos() + QUIET_PACE.toNanos() <= deadline) {
      simulation.after(QUIET_PACE, this::watchQuiet);
    }
  }

  /** Of those that could be reached all the time, as far as nodes can tell. */
  private double acquaintance() {
    long now = simulation.elapsed().toNanos();
    for (int host : census.up()) {
      outages.look(host, now);
    }
    return census.acquaintance(host -> !outages.wasOut(host, now));
  }

  /** Whether it was seen at rest whether nodes that are to know each other do. */
  boolean hasSeenAcquaintance() {
    return census.allAreToMeet() && quietLooks > 0;
  }

  /** Part of the pairs of nodes that are up of which one does not know the other, on average. */
  double strangers() {
    return quietLooks == 0 ? 0 : strangers / quietLooks;
  }

  /** As {@link #strangers}, but for how long, added up over all pairs. */
  double strangerSeconds() {
    return strangerSeconds;
  }

  /**
   * Bytes all nodes sent in a second from when what convergence itself brought was over until the
   * end of the last heal; infinite if that heal was too short for any rest.
   */
  double bytesPerSecondAtRest() {
    int first = (int) (SETTLING.toSeconds() / QUIET_PACE.toSeconds());
    int last = bytesAtRest.size() - 1;
    return last <= first
        ? Double.POSITIVE_INFINITY
        : (bytesAtRest.get(last) - bytesAtRest.get(first))
            / (double) ((last - first) * QUIET_PACE.toSeconds());
  }

  /** Whether there was any healing to watch. */
  boolean wasAsked() {
    return deadline > 0;
  }

  /** Whether the last healing succeeded, and nobody has asked anything since. */
  boolean isAtRest() {
    long now = simulation.elapsed().toNanos();
    return failure == null && !bytesAtRest.isEmpty() && now <= deadline;
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
