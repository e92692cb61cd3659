package io.simpledht.simulator.sweep;

import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Verdict;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What many runs come to, taken in the order of their list; of one run, that run. */
public final class Summary {

  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

  private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
  private Verdict verdict = Verdict.PASS;
  private long seed;
  private long trace;
  private int runs;
  private long events;
  private double virtualSeconds;

  /** Of no runs yet. */
  public Summary() {}

  /** Adds the next run. */
  public void add(RunResult result) {
    long hash = Long.parseUnsignedLong(result.trace(), 16);
    seed = runs == 0 ? result.seed() : seed;
    trace = runs == 0 ? hash : (Long.rotateLeft(trace, 27) ^ hash) * MIX;
    runs++;
    counts.merge(result.verdict(), 1, Integer::sum);
    verdict = verdict.and(result.verdict());
    events += result.events();
    virtualSeconds += result.virtualSeconds();
  }

  /** How many runs. */
  public int runs() {
    return runs;
  }

  /** How many of them ended so. */
  public int count(Verdict wanted) {
    return counts.getOrDefault(wanted, 0);
  }

  /** The worst of all. */
  public Verdict verdict() {
    return verdict;
  }

  /** The seed of the first run. */
  public long seed() {
    return seed;
  }

  /** The trace of the only run, or a hash over the traces of all. */
  public String trace() {
    return String.format(Locale.ROOT, "%016x", trace);
  }

  /** Events of all runs. */
  public long events() {
    return events;
  }

  /** Virtual time of all runs, in seconds with three decimals. */
  public double virtualSeconds() {
    return StrictMath.round(virtualSeconds * 1_000) / 1_000.0;
  }

  /**
   * The line that ends the output; the same words in the same order, for scripts.
   *
   * @param wallMillis how long it took
   */
  public String lastLine(long wallMillis) {
    return String.format(
        Locale.ROOT,
        "verdict=%s seed=%d trace=%s events=%d virtual=%ss wall=%ss",
        verdict,
        seed,
        trace(),
        events,
        virtualSeconds(),
        wallMillis / 1e3);
  }
}
