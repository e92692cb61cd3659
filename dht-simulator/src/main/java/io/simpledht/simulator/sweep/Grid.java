package io.simpledht.simulator.sweep;

import io.simpledht.simulator.scenario.ScenarioException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The runs of a sweep in short: a scenario under all combinations of the varied fields, each with
 * the same seeds.
 *
 * @param scenario the name of a built-in scenario or a file
 * @param options what is set otherwise than there in all runs
 * @param axes what varies, the last one fastest
 * @param firstSeed the seed of the first run of each combination; those that follow count up
 * @param seeds runs of each combination
 */
public record Grid(
    String scenario, List<String> options, List<Axis> axes, long firstSeed, int seeds) {

  /** Most runs of one sweep. */
  public static final int MAX_RUNS = 1_000_000;

  /**
   * The list of runs.
   *
   * @throws ScenarioException if there are more than {@value #MAX_RUNS}
   */
  public List<RunSpec> runs() {
    requireBounded();
    List<RunSpec> runs = new ArrayList<>();
    for (List<String> combination : combinations()) {
      for (int i = 0; i < seeds; i++) {
        runs.add(new RunSpec(scenario, combination, firstSeed + i));
      }
    }
    return runs;
  }

  private void requireBounded() {
    double runs = seeds;
    for (Axis axis : axes) {
      runs *= axis.values().size();
    }
    if (runs > MAX_RUNS) {
      throw new ScenarioException(
          String.format(Locale.ROOT, "%,.0f runs are more than %,d", runs, MAX_RUNS));
    }
  }

  private List<List<String>> combinations() {
    List<List<String>> combinations = List.of(options);
    for (Axis axis : axes) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> begun : combinations) {
        for (String value : axis.values()) {
          List<String> options = new ArrayList<>(begun);
          options.add(axis.path() + "=" + value);
          longer.add(options);
        }
      }
      combinations = longer;
    }
    return combinations;
  }
}
