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
 * @param progress hears of how far the run has come, about once a virtual second
 */
public record RunOptions(
    NodeWiring variant,
    LongSupplier wallNanos,
    long wallLimitNanos,
    String replay,
    Progress progress) {

  /** The node as it ships, no limit, nobody to tell. */
  public static final RunOptions PLAIN =
      new RunOptions(NodeWiring.PLAIN, () -> 0, 0, "", (virtual, end, events) -> {});

  /** Hears of how far a run has come. */
  @FunctionalInterface
  public interface Progress {

    /** The run has come to {@code virtualNanos} of {@code endNanos}. */
    void onProgress(long virtualNanos, long endNanos, long events);
  }

  /** With another variant of the node. */
  public RunOptions withVariant(NodeWiring other) {
    return new RunOptions(other, wallNanos, wallLimitNanos, replay, progress);
  }

  /** With another replay command. */
  public RunOptions withReplay(String command) {
    return new RunOptions(variant, wallNanos, wallLimitNanos, command, progress);
  }

  /** With another listener. */
  public RunOptions withProgress(Progress other) {
    return new RunOptions(variant, wallNanos, wallLimitNanos, replay, other);
  }
}
