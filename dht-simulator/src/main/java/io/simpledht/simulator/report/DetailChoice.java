package io.simpledht.simulator.report;

import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Which runs a page shows in full. The data of a thousand would not open in a browser, so: the
 * failures, then the slowest, then the first, up to a dozen.
 */
final class DetailChoice {

  static final int MOST = 12;
  private static final int SLOWEST = 4;

  private DetailChoice() {}

  /** Indexes into {@code runs}, ascending. */
  static List<Integer> of(List<RunResult> runs) {
    Set<Integer> chosen = new TreeSet<>();
    add(chosen, MOST, all(runs).filter(having(runs, Verdict.FAIL)::test));
    int notFailed = StrictMath.min(MOST, chosen.size() + 2);
    add(chosen, notFailed, all(runs).filter(having(runs, Verdict.UNKNOWN)::test));
    Comparator<Integer> slowestFirst =
        Comparator.comparingDouble((Integer i) -> new RunFigures(runs.get(i)).slowness())
            .reversed()
            .thenComparing(Comparator.naturalOrder());
    int slow = StrictMath.min(MOST, chosen.size() + SLOWEST);
    add(chosen, slow, all(runs).boxed().sorted(slowestFirst).mapToInt(Integer::intValue));
    add(chosen, MOST, all(runs));
    return List.copyOf(chosen);
  }

  private static IntStream all(List<RunResult> runs) {
    return IntStream.range(0, runs.size());
  }

  private static Predicate<Integer> having(List<RunResult> runs, Verdict verdict) {
    return i -> runs.get(i).verdict() == verdict;
  }

  private static void add(Set<Integer> chosen, int most, IntStream indexes) {
    indexes
        .filter(i -> !chosen.contains(i))
        .limit(StrictMath.max(0, most - chosen.size()))
        .boxed()
        .toList()
        .forEach(chosen::add);
  }
}
