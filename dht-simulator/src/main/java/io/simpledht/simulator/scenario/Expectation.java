package io.simpledht.simulator.scenario;

/**
 * A demand on a figure of the run.
 *
 * @param metric its name, such as {@code bootstrap_p99}; see {@link Metric}
 * @param comparison {@code <}, {@code <=}, {@code =}, {@code >=} or {@code >}
 * @param bound in seconds, as a part (0 to 1), or a plain count, as the metric is
 * @param text as it was written
 */
public record Expectation(Metric metric, String comparison, double bound, String text) {

  /** Whether {@code value} meets the demand. */
  public boolean holds(double value) {
    return switch (comparison) {
      case "<" -> value < bound;
      case "<=" -> value <= bound;
      case ">=" -> value >= bound;
      case ">" -> value > bound;
      default -> value == bound;
    };
  }
}
