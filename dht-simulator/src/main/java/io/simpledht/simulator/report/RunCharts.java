package io.simpledht.simulator.report;

import io.simpledht.protocol.NodeState;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Sample;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The curves of one run, for the page and the plots alike, so that both show the same. Counts
 * become rates: per second, and per node that is up where the chart is about the load of a node.
 */
final class RunCharts {

  /** Types that get a layer of their own; the rest share one. */
  static final int MOST_TYPES = 7;

  static final String OTHERS = "others";

  private final List<Sample> samples;
  private final List<String> types;

  /** Of at most {@code most} instants; neighbours are joined when there are more. */
  RunCharts(RunResult run, int most) {
    samples = Thinning.samples(run.samples(), most);
    types = shownTypes();
  }

  double[] times() {
    return values(Sample::seconds);
  }

  List<Series> states() {
    List<Series> series = new ArrayList<>();
    for (NodeState state : NodeState.values()) {
      Series one = series(state.name(), sample -> sample.nodes().getOrDefault(state, 0));
      if (one.total() > 0) {
        series.add(one);
      }
    }
    return series;
  }

  List<Series> convergence() {
    return List.of(
        series("copies in place", RunCharts::copiesInPlace),
        series("acquaintance", sample -> 100 * sample.acquaintance()));
  }

  private static double copiesInPlace(Sample sample) {
    long due = sample.copiesDue();
    return due == 0 ? 100 : 100.0 * (due - sample.copiesMissing()) / due;
  }

  List<Series> messages() {
    return byType(Sample::datagrams);
  }

  List<Series> bytes() {
    return byType(Sample::bytes);
  }

  List<Series> losses() {
    return List.of(series("lost", sample -> share(sample.lost(), sum(sample.datagrams()))));
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : 100.0 * part / whole;
  }

  List<Series> operations() {
    TreeSet<String> calls = new TreeSet<>();
    samples.forEach(sample -> calls.addAll(sample.operations().keySet()));
    List<Series> series = new ArrayList<>();
    for (String call : calls) {
      series.add(
          new Series(
              call + " ok",
              rates(
                  sample ->
                      sample.operations().getOrDefault(call, 0L)
                          - sample.failed().getOrDefault(call, 0L))));
    }
    Series failed = new Series("failed", rates(sample -> sum(sample.failed())));
    series.add(failed);
    return series;
  }

  /** The same types in both charts, so that a colour means the same; most of either come first. */
  private List<String> shownTypes() {
    List<String> byCount = ranked(Sample::datagrams);
    List<String> byBytes = ranked(Sample::bytes);
    Set<String> shown = new LinkedHashSet<>();
    for (int i = 0; i < StrictMath.max(byCount.size(), byBytes.size()); i++) {
      byCount.stream().skip(i).limit(1).forEach(shown::add);
      byBytes.stream().skip(i).limit(1).forEach(shown::add);
    }
    // One that would be alone among the others may as well be named.
    int most = shown.size() <= MOST_TYPES + 1 ? shown.size() : MOST_TYPES;
    return shown.stream().limit(most).toList();
  }

  private List<String> ranked(Function<Sample, Map<String, Long>> counts) {
    Map<String, Long> totals = new TreeMap<>();
    for (Sample sample : samples) {
      counts.apply(sample).forEach((type, count) -> totals.merge(type, count, Long::sum));
    }
    totals.values().removeIf(total -> total == 0);
    return totals.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Each as a rate per node. */
  private List<Series> byType(Function<Sample, Map<String, Long>> counts) {
    List<Series> series = new ArrayList<>();
    for (String type : types) {
      series.add(perNode(type, sample -> counts.apply(sample).getOrDefault(type, 0L)));
    }
    Series others = perNode(OTHERS, sample -> unnamed(counts.apply(sample)));
    if (others.total() > 0) {
      series.add(others);
    }
    return series;
  }

  private double unnamed(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .filter(entry -> !types.contains(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private Series perNode(String name, ToDoubleFunction<Sample> count) {
    double[] values = rates(count);
    for (int i = 0; i < values.length; i++) {
      values[i] /= StrictMath.max(1, up(samples.get(i)));
    }
    return new Series(name, values);
  }

  /** Per second since the sample before. */
  private double[] rates(ToDoubleFunction<Sample> count) {
    double[] values = new double[samples.size()];
    double before = 0;
    for (int i = 0; i < values.length; i++) {
      Sample sample = samples.get(i);
      double seconds = sample.seconds() - before;
      values[i] = seconds <= 0 ? 0 : count.applyAsDouble(sample) / seconds;
      before = sample.seconds();
    }
    return values;
  }

  private Series series(String name, ToDoubleFunction<Sample> value) {
    return new Series(name, values(value));
  }

  private double[] values(ToDoubleFunction<Sample> value) {
    return samples.stream().mapToDouble(value).toArray();
  }

  private static int up(Sample sample) {
    return sample.nodes().entrySet().stream()
        .filter(entry -> entry.getKey() != NodeState.CLOSED)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
