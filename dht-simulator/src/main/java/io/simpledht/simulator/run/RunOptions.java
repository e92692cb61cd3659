package io.simpledht.simulator.run;

import io.simpledht.simulator.NodeWiring;
import java.util.function.LongSupplier;

/**
 * How a plan is run, which must not change what comes out but for {@code variant}.
 *
 * @param variant stands between every node and its world
 * @param wallNanos real time, for {@code wallSeconds} and the limit
 * @param wallLimitNanos real time after which the run ends without a verdict; 0 for none
 * @param replay the command that runs the plan again, for the result
 * @param shownEvents how many of the last events the result holds; 0 for a few if the run fails
 * @param progress hears of how far the run has come, about once a virtual second
 */
public record RunOptions(
    NodeWiring variant,
    LongSupplier wallNanos,
    long wallLimitNanos,
    String replay,
    int shownEvents,
    Progress progress) {

  /** The node as it ships, no limit, nobody to tell. */
  public static final RunOptions PLAIN =
      new RunOptions(NodeWiring.PLAIN, () -> 0, 0, "", 0, (virtual, end, events) -> {});

  /** Hears of how far a run has come. */
  @FunctionalInterface
  public interface Progress {

    /** The run has come to {@code virtualNanos} of {@code endNanos}. */
    void onProgress(long virtualNanos, long endNanos, long events);
  }

  /** With another variant of the node. */
  public RunOptions withVariant(NodeWiring other) {
    return new RunOptions(other, wallNanos, wallLimitNanos, replay, shownEvents, progress);
  }

  /** With another replay command. */
  public RunOptions withReplay(String command) {
    return new RunOptions(variant, wallNanos, wallLimitNanos, command, shownEvents, progress);
  }

  /** With the last events in the result, whether it fails or not. */
  public RunOptions withShownEvents(int most) {
    return new RunOptions(variant, wallNanos, wallLimitNanos, replay, most, progress);
  }

  /** With real time taken from this clock and, if it is not 0, bounded. */
  public RunOptions withWallClock(LongSupplier nanos, long limitNanos) {
    return new RunOptions(variant, nanos, limitNanos, replay, shownEvents, progress);
  }

  /** With another listener. */
  public RunOptions withProgress(Progress other) {
    return new RunOptions(variant, wallNanos, wallLimitNanos, replay, shownEvents, other);
  }
}
