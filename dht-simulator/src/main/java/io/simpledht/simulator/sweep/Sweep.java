package io.simpledht.simulator.sweep;

import io.simpledht.simulator.plan.Planner;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.run.PlanRun;
import io.simpledht.simulator.run.RunOptions;
import io.simpledht.simulator.scenario.Scenario;
import io.simpledht.simulator.scenario.ScenarioException;
import io.simpledht.simulator.scenario.ScenarioSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A list of runs that know nothing of each other. Its results are the same, in the same order, on
 * however many threads, in one process or in several that take a {@link Shard} each.
 */
public final class Sweep {

  /** Runs begun or done ahead of the first that is not done, for each that goes on at a time. */
  static final int AHEAD = 8;

  private final List<RunSpec> runs;
  private final Map<List<Object>, Scenario> scenarios = new LinkedHashMap<>();
  private final String id;

  private Sweep(List<RunSpec> runs) {
    this.runs = List.copyOf(runs);
    Map<String, ScenarioSource> sources = new LinkedHashMap<>();
    MessageDigest digest = sha256();
    for (RunSpec run : this.runs) {
      ScenarioSource source = sources.computeIfAbsent(run.scenario(), ScenarioSource::find);
      scenarios.computeIfAbsent(key(run), key -> source.scenario(run.options()));
      digest.update((source.text() + "\n" + run + "\n").getBytes(StandardCharsets.UTF_8));
    }
    this.id = HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  /**
   * Reads all scenarios the runs name, so that whatever cannot be run is told before anything is.
   *
   * @throws ScenarioException naming the place that is wrong and what may stand there
   */
  public static Sweep of(List<RunSpec> runs) {
    return new Sweep(runs);
  }

  private static List<Object> key(RunSpec run) {
    return List.of(run.scenario(), run.options());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The list. */
  public List<RunSpec> runs() {
    return runs;
  }

  /** Names the list and the content of all scenarios in it: equal sweeps have equal names. */
  public String id() {
    return id;
  }

  /** Every different scenario of the list, as the options change it. */
  public Collection<Scenario> scenarios() {
    return Collections.unmodifiableCollection(scenarios.values());
  }

  /** The places in the list, from 0, of a part's runs. */
  public List<Integer> indexes(Shard shard) {
    return IntStream.range(0, runs.size()).filter(shard::has).boxed().toList();
  }

  /**
   * Does a part of the runs.
   *
   * @param results takes each result in the order of the list, on the calling thread, as soon as
   *     those before it are there
   * @throws SweepException if a run broke for a reason that lies outside of it, such as memory
   */
  public void run(Shard shard, SweepOptions options, Consumer<SweepResult> results) {
    ThreadPoolExecutor threads = threads(options.jobs());
    try {
      Deque<Future<SweepResult>> ahead = new ArrayDeque<>();
      for (int index : indexes(shard)) {
        if (ahead.size() == options.jobs() * AHEAD) {
          results.accept(result(ahead.remove()));
        }
        ahead.add(threads.submit(() -> one(index, options)));
      }
      while (!ahead.isEmpty()) {
        results.accept(result(ahead.remove()));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static ThreadPoolExecutor threads(int jobs) {
    return new ThreadPoolExecutor(
        jobs,
        jobs,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        task -> {
          Thread thread = new Thread(task, "simulation");
          thread.setDaemon(true);
          return thread;
        });
  }

  private SweepResult one(int index, SweepOptions options) {
    RunSpec run = runs.get(index);
    try {
      return new SweepResult(id, index, runs.size(), result(index, run, options));
    } catch (RuntimeException | Error e) {
      throw new SweepException(run, e);
    }
  }

  private RunResult result(int index, RunSpec run, SweepOptions options) {
    RunOptions how =
        RunOptions.PLAIN
            .withWallClock(options.wallNanos(), options.wallLimitNanos())
            .withReplay(run.replayCommand())
            .withProgress(
                (now, end, events) -> options.progress().onProgress(index, now, end, events));
    RunResult result = PlanRun.run(Planner.plan(scenarios.get(key(run)), run.seed()), how);
    return result.withOrigin(run.options(), run.replayCommand(result.trace()));
  }

  private static SweepResult result(Future<SweepResult> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SweepException known ? known : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
