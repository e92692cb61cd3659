package io.simpledht.simulator;

import java.util.ArrayList;
import java.util.List;

/** What has to hold between any two events, and how often that is checked. */
final class Invariants {

  private record Invariant(String name, int everyEvents, Runnable check) {}

  private final List<Invariant> invariants = new ArrayList<>();

  void add(String name, int everyEvents, Runnable check) {
    if (everyEvents < 1) {
      throw new IllegalArgumentException("everyEvents must be positive, was " + everyEvents);
    }
    invariants.add(new Invariant(name, everyEvents, check));
  }

  /** Checks what is due after the n-th event. */
  void check(Simulation simulation, long events) {
    for (int i = 0; i < invariants.size(); i++) {
      Invariant invariant = invariants.get(i);
      if (events % invariant.everyEvents() == 0) {
        check(simulation, invariant);
      }
    }
  }

  private static void check(Simulation simulation, Invariant invariant) {
    try {
      invariant.check().run();
    } catch (Exception | AssertionError e) {
      throw simulation.failed("invariant \"" + invariant.name() + '"', e);
    }
  }
}
