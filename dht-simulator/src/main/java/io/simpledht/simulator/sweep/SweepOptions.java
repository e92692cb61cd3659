package io.simpledht.simulator.sweep;

import java.util.function.LongSupplier;

/**
 * How a sweep is carried out, which must not change what comes out but for timings.
 *
 * @param jobs runs at a time, each on a thread of its own
 * @param wallNanos real time
 * @param wallLimitNanos real time after which a run ends without a verdict; 0 for none
 * @param progress hears of every run that goes on, about once in its virtual second, on the run's
 *     thread
 */
public record SweepOptions(
    int jobs, LongSupplier wallNanos, long wallLimitNanos, Progress progress) {

  /** One run at a time, no limit, no timings, nobody to tell. */
  public static final SweepOptions PLAIN =
      new SweepOptions(1, () -> 0, 0, (index, virtual, end, events) -> {});

  /** With another number of runs at a time. */
  public SweepOptions withJobs(int others) {
    return new SweepOptions(others, wallNanos, wallLimitNanos, progress);
  }

  /** Hears how far runs have come. */
  @FunctionalInterface
  public interface Progress {

    /** The run at {@code index} has come to {@code virtualNanos} of {@code endNanos}. */
    void onProgress(int index, long virtualNanos, long endNanos, long events);
  }
}
