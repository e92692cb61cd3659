package io.simpledht.simulator.determinism;

import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.run.PlanRun;
import io.simpledht.simulator.run.RunOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs a plan in this JVM. */
public final class PlanReplica implements Replica {

  private final Plan plan;
  private final RunOptions options;

  /** A run of {@code plan}. */
  public PlanReplica(Plan plan, RunOptions options) {
    this.plan = plan;
    this.options = options;
  }

  @Override
  public Fingerprint fingerprint() {
    Simulation ended = run(opened -> {});
    return new Fingerprint(ended.traceLength(), ended.traceHash(), ended.traceCheckpoints());
  }

  @Override
  public List<String> events(long from, long to) {
    List<String> events = new ArrayList<>();
    run(opened -> opened.watchTrace(from, to, events::add));
    return events;
  }

  private Simulation run(Consumer<Simulation> opened) {
    List<Simulation> worlds = new ArrayList<>(1);
    PlanRun.run(plan, options, opened.andThen(worlds::add));
    return worlds.get(0);
  }
}
