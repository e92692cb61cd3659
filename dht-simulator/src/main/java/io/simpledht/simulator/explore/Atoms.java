package io.simpledht.simulator.explore;

import io.simpledht.simulator.DiskFault;
import io.simpledht.simulator.plan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parts of a plan that can be left out one by one: a fault goes with what ends it, as a pause
 * that nobody ends would be another fault. What belongs to a heal stays.
 */
final class Atoms {

  private final List<List<Step>> faults = new ArrayList<>();
  private final List<List<Step>> calls = new ArrayList<>();
  private final Map<String, List<Step>> open = new HashMap<>(); // looked up, never iterated

  private Atoms(List<Step> steps) {
    Set<Long> heals = new HashSet<>();
    steps.stream().filter(Step.Heal.class::isInstance).forEach(step -> heals.add(step.at()));
    for (Step step : steps) {
      if (!heals.contains(step.at())) {
        sort(step);
      }
    }
  }

  /** Faults, each with what ends it. */
  static List<List<Step>> faults(List<Step> steps) {
    return new Atoms(steps).faults;
  }

  /** Calls of users, each alone. */
  static List<List<Step>> calls(List<Step> steps) {
    return new Atoms(steps).calls;
  }

  private void sort(Step step) {
    if (step instanceof Step.Put || step instanceof Step.Get || step instanceof Step.Delete) {
      calls.add(List.of(step));
    } else if (step instanceof Step.Crash || step instanceof Step.Leave) {
      begin("down " + step.node(), step);
    } else if (step instanceof Step.Restart) {
      end("down " + step.node(), step);
    } else if (step instanceof Step.Pause pause) {
      either(pause.on(), "pause " + step.node(), step);
    } else if (step instanceof Step.Slow slow) {
      either(slow.perEventNanos() > 0, "slow " + step.node(), step);
    } else if (step instanceof Step.Disk disk) {
      either(disk.fault() != DiskFault.NONE, "disk " + step.node(), step);
    } else if (step instanceof Step.Cut cut) {
      begin("cut " + cut.id(), step);
    } else if (step instanceof Step.Mend mend) {
      end("cut " + mend.id(), step);
    } else if (step instanceof Step.Change) {
      either(!open.containsKey("weather"), "weather", step);
    } else if (step instanceof Step.Clog || step instanceof Step.Move) {
      faults.add(List.of(step));
    } else if (step instanceof Step.Clock || step instanceof Step.Drift) {
      begin("clock", step);
    }
  }

  private void either(boolean begins, String key, Step step) {
    if (begins) {
      begin(key, step);
    } else {
      end(key, step);
    }
  }

  private void begin(String key, Step step) {
    List<Step> atom = new ArrayList<>(List.of(step));
    faults.add(atom);
    open.put(key, atom);
  }

  private void end(String key, Step step) {
    List<Step> atom = open.remove(key);
    if (atom == null) {
      faults.add(new ArrayList<>(List.of(step)));
    } else {
      atom.add(step);
    }
  }
}
