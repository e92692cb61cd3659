package io.simpledht.simulator.run;

import io.simpledht.protocol.message.MessageType;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.SimulationFailure;
import io.simpledht.simulator.SimulationOptions;
import io.simpledht.simulator.network.DropCause;
import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.plan.Step;
import io.simpledht.simulator.plan.World;
import io.simpledht.simulator.result.CheckResult;
import io.simpledht.simulator.result.Percentiles;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.TraceEvent;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.run.Actors.Actor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One run of a plan, from the first step to the verdict. */
public final class PlanRun {

  private static final int KEPT_EVENTS = 1 << 10;
  private static final int SHOWN_EVENTS = 200;
  private static final Duration CHUNK = Duration.ofSeconds(1);

  private final Plan plan;
  private final RunOptions options;
  private final Simulation simulation;
  private final WireTap tap;
  private final Vitals vitals = new Vitals();
  private final ReplyLoss replies = new ReplyLoss();
  private final Violations violations = new Violations();
  private final Durations stable = new Durations();
  private final Copies copies;
  private final Actors actors;
  private final Calls calls;
  private final Census census;
  private final Healing healing;
  private final Recorder recorder;
  private final Performance performance;
  private final long beganWall;
  private String broken;
  private boolean outOfTime;

  private PlanRun(Plan plan, RunOptions options) {
    this.plan = plan;
    this.options = options;
    this.beganWall = options.wallNanos().getAsLong();
    World world = plan.world();
    int factor = world.node().factor();
    this.simulation =
        SimulationOptions.seeded(world.seed())
            .withKeptEvents(keptEvents(options.shownEvents()))
            .withRandomTies(world.randomTies())
            .withReplayHint(options.replay())
            .withDescriber(PlanRun::describe)
            .open();
    this.copies = new Copies(this::now, factor == 0, new Watch());
    this.tap = new WireTap(world.nodes());
    this.actors = new Actors(simulation, world, options.variant(), copies, tap.joins());
    this.calls = new Calls(copies, violations, this::now, world.concern());
    this.census = new Census(actors, copies, factor);
    this.healing = new Healing(simulation, census, tap::bytes);
    this.recorder = new Recorder(simulation, actors, copies, census, calls, tap, vitals, factor);
    this.performance =
        new Performance(simulation, actors, copies, calls, healing, world.network(), replies);
  }

  /** Runs a plan with the node as it ships. */
  public static RunResult run(Plan plan) {
    return run(plan, RunOptions.PLAIN);
  }

  /** Runs a plan; always answers, whatever breaks in it. */
  public static RunResult run(Plan plan, RunOptions options) {
    return run(plan, options, opened -> {});
  }

  /** As above; {@code opened} sees the world before anything happens in it. */
  public static RunResult run(Plan plan, RunOptions options, Consumer<Simulation> opened) {
    PlanRun run = new PlanRun(plan, options);
    opened.accept(run.simulation);
    return run.result();
  }

  private static int keptEvents(int shown) {
    return StrictMath.max(KEPT_EVENTS, Integer.highestOneBit(StrictMath.max(1, shown - 1)) << 1);
  }

  private long now() {
    return simulation.elapsed().toNanos();
  }

  private final class Watch implements Copies.Listener {
    @Override
    public void onEverywhere(KeyRecord record, long nanos) {
      stable.add(nanos);
    }

    @Override
    public void onViolation(String check, String what) {
      violations.add(check, what);
    }
  }

  private static String describe(byte[] head, int length) {
    MessageType type = head.length > 2 ? MessageType.ofCode(head[2] & 0xFF) : null;
    return type == null ? "?" : type.name();
  }

  // Running

  private RunResult result() {
    Setting.apply(plan.world(), simulation.network());
    simulation.network().rule(tap);
    simulation.network().rule(replies);
    replies.set(plan.world().network().weather().replyLoss());
    try {
      play();
    } catch (SimulationFailure failure) {
      broken = failure.getMessage();
    }
    return summary();
  }

  private void play() {
    recorder.begin(plan.world().endNanos());
    for (Step step : plan.steps()) {
      if (!runTo(step.at())) {
        return;
      }
      step.perform(performance);
    }
    runTo(plan.world().endNanos());
  }

  /** Lets time pass; answers false when the real time allowed is used up. */
  private boolean runTo(long at) {
    while (now() < at) {
      long left = at - now();
      simulation.run(Duration.ofNanos(StrictMath.min(left, CHUNK.toNanos())));
      options.progress().onProgress(now(), plan.world().endNanos(), simulation.events());
      long wall = options.wallNanos().getAsLong() - beganWall;
      if (options.wallLimitNanos() > 0 && wall > options.wallLimitNanos()) {
        outOfTime = true;
        return false;
      }
    }
    return true;
  }

  // Judging

  private RunResult summary() {
    String trace = String.format(Locale.ROOT, "%016x", simulation.traceHash());
    long events = simulation.events();
    double virtualSeconds = now() / 1e9;
    Judge judge =
        new Judge(
            plan,
            simulation,
            actors,
            copies,
            census,
            calls,
            healing,
            tap,
            violations,
            vitals,
            performance.impact(),
            performance.forecast(),
            broken);
    List<CheckResult> checks = new ArrayList<>(judge.checks(outOfTime));
    Verdict verdict = checks.stream().map(CheckResult::verdict).reduce(Verdict.PASS, Verdict::and);
    World world = plan.world();
    return new RunResult(
        world.scenario(),
        List.of(),
        world.seed(),
        verdict,
        checks,
        trace,
        events,
        virtualSeconds,
        (options.wallNanos().getAsLong() - beganWall) / 1_000_000 / 1e3,
        options.replay(),
        performance.phases(),
        performance.faults(),
        recorder.samples(),
        latencies(),
        tap.datagramsByType(),
        drops(),
        judge.theory(),
        judge.marks(),
        nodeIds(),
        recorder.ring(),
        lastEvents(verdict));
  }

  private List<TraceEvent> lastEvents(Verdict verdict) {
    int shown = verdict == Verdict.FAIL ? SHOWN_EVENTS : 0;
    return simulation.trace(options.shownEvents() > 0 ? options.shownEvents() : shown);
  }

  private Map<String, Percentiles> latencies() {
    Map<String, Percentiles> latencies = new LinkedHashMap<>();
    latencies.put("bootstrap", actors.bootstraps().percentiles());
    latencies.put("sync", actors.syncs().percentiles());
    calls.tallies().forEach((kind, tally) -> latencies.put(kind, tally.durations.percentiles()));
    latencies.put("stable", stable.percentiles());
    latencies.put("convergence", healing.durations().percentiles());
    return latencies;
  }

  private Map<String, Long> drops() {
    Map<String, Long> drops = new TreeMap<>();
    for (DropCause cause : DropCause.values()) {
      long count = simulation.network().counters().dropped(cause);
      if (count > 0) {
        drops.put(cause.name().toLowerCase(Locale.ROOT), count);
      }
    }
    return drops;
  }

  private List<String> nodeIds() {
    List<String> ids = new ArrayList<>();
    for (Actor actor : actors.all()) {
      boolean present = actor != null && actor.node.host().isUp();
      ids.add(present ? actor.node.node().id().toString().substring(0, 16) : "");
    }
    return ids;
  }
}
