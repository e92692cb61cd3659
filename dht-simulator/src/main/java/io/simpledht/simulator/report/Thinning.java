package io.simpledht.simulator.report;

import io.simpledht.simulator.result.RingFrame;
import io.simpledht.simulator.result.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes less of long lists, so that a page about a large run still opens at once. */
final class Thinning {

  private Thinning() {}

  /** Joins neighbours until at most {@code most} are left: counts add up, the last state stays. */
  static List<Sample> samples(List<Sample> samples, int most) {
    int step = steps(samples.size(), most);
    List<Sample> thin = new ArrayList<>();
    for (int from = 0; from < samples.size(); from += step) {
      Sample joined = samples.get(from);
      for (int i = from + 1; i < StrictMath.min(from + step, samples.size()); i++) {
        joined = joined(joined, samples.get(i));
      }
      thin.add(joined);
    }
    return thin;
  }

  /** Evenly spread frames, the first and the last among them. */
  static List<RingFrame> frames(List<RingFrame> frames, int most) {
    return evenly(frames.size(), most).stream().map(frames::get).toList();
  }

  /** At most {@code most} (at least 2) of the numbers below {@code count}, spread evenly. */
  static List<Integer> evenly(int count, int most) {
    int kept = StrictMath.min(count, StrictMath.max(2, most));
    List<Integer> indexes = new ArrayList<>(kept);
    for (int i = 0; i < kept; i++) {
      indexes.add(kept == 1 ? 0 : (int) ((long) i * (count - 1) / (kept - 1)));
    }
    return indexes;
  }

  private static int steps(int count, int most) {
    return StrictMath.max(1, (count + most - 1) / most);
  }

  private static Sample joined(Sample first, Sample second) {
    return new Sample(
        second.seconds(),
        second.nodes(),
        second.copiesDue(),
        second.copiesMissing(),
        second.acquaintance(),
        sum(first.datagrams(), second.datagrams()),
        sum(first.bytes(), second.bytes()),
        first.lost() + second.lost(),
        sum(first.operations(), second.operations()),
        sum(first.failed(), second.failed()));
  }

  private static Map<String, Long> sum(Map<String, Long> first, Map<String, Long> second) {
    Map<String, Long> sum = new LinkedHashMap<>(first);
    second.forEach((name, count) -> sum.merge(name, count, Long::sum));
    return sum;
  }
}
