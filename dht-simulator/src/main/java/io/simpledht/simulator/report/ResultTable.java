package io.simpledht.simulator.report;

import io.simpledht.protocol.NodeState;
import io.simpledht.simulator.result.Percentiles;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Sample;
import io.simpledht.simulator.result.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Results as a table in Markdown: a row for all seeds of a scenario under the same options. Of what
 * is done many times in a run, p50 is the median of the runs' medians and p99 the p99 of the worst
 * run; of what is done once in a run, convergence, they are taken over the runs. Bootstrap and sync
 * succeed by node, at the end of the run; convergence by run; put and get by call. Peers known are
 * the pairs of live nodes of which one knows the other at the end.
 */
public final class ResultTable {

  private static final List<String> TIMES =
      List.of("bootstrap", "sync", "convergence", "put", "get");
  private static final String CONVERGES = "the network converges";

  private final Map<List<String>, List<RunResult>> groups = new LinkedHashMap<>();
  private final List<String> paths;
  private final List<String> times;
  private final boolean manyScenarios;

  private ResultTable(List<RunResult> results) {
    for (RunResult result : results) {
      List<String> key = new ArrayList<>(List.of(result.scenario()));
      key.addAll(result.options());
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(result);
    }
    this.paths = varied(results);
    this.times =
        TIMES.stream().filter(what -> results.stream().anyMatch(r -> has(r, what))).toList();
    this.manyScenarios = results.stream().map(RunResult::scenario).distinct().count() > 1;
  }

  /** The table, each line ended; rows in the order in which results of each kind first come. */
  public static String markdown(List<RunResult> results) {
    return new ResultTable(results).markdown();
  }

  // Columns

  /** The paths that do not have the same value in all results. */
  private static List<String> varied(List<RunResult> results) {
    Set<String> all = new LinkedHashSet<>();
    results.forEach(result -> result.options().forEach(option -> all.add(path(option))));
    return all.stream()
        .filter(path -> results.stream().map(r -> value(r, path)).distinct().count() > 1)
        .toList();
  }

  private static String path(String option) {
    return option.substring(0, option.indexOf('='));
  }

  private static String value(RunResult result, String path) {
    String value = "";
    for (String option : result.options()) {
      value = option.startsWith(path + "=") ? option.substring(path.length() + 1) : value;
    }
    return value;
  }

  private static boolean has(RunResult result, String what) {
    return times(result, what).count() > 0;
  }

  private static Percentiles times(RunResult result, String what) {
    return result.latencies().getOrDefault(what, Percentiles.NONE);
  }

  // Rows

  private String markdown() {
    StringBuilder text = new StringBuilder();
    List<String> head = head();
    row(text, head);
    row(text, head.stream().map(cell -> "---").toList());
    groups.values().forEach(group -> row(text, cells(group)));
    return text.toString();
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private List<String> head() {
    List<String> head = new ArrayList<>();
    if (manyScenarios) {
      head.add("scenario");
    }
    paths.forEach(path -> head.add(path.substring(path.lastIndexOf('.') + 1)));
    head.addAll(List.of("seeds", "passed"));
    for (String what : times) {
      head.addAll(List.of(what, "p50", "p99"));
    }
    head.addAll(List.of("peers known", "datagrams per node"));
    return head;
  }

  private List<String> cells(List<RunResult> group) {
    List<String> cells = new ArrayList<>();
    if (manyScenarios) {
      cells.add(group.get(0).scenario());
    }
    paths.forEach(path -> cells.add(value(group.get(0), path)));
    cells.add(seeds(group));
    cells.add(group.stream().filter(run -> run.verdict() == Verdict.PASS).count() + "");
    for (String what : times) {
      cells.add(success(what, group));
      cells.addAll(p50AndP99(what, group));
    }
    cells.add(percent(StrictMath.floor(10_000 * median(group, ResultTable::acquainted)) / 100));
    cells.add(number(median(group, ResultTable::datagramsPerNode)));
    return cells;
  }

  /** {@code 1 to 20} if they count up, else how many. */
  private static String seeds(List<RunResult> group) {
    long first = group.get(0).seed();
    for (int i = 0; i < group.size(); i++) {
      if (group.get(i).seed() != first + i) {
        return group.size() + " seeds";
      }
    }
    return group.size() == 1 ? "" + first : first + " to " + (first + group.size() - 1);
  }

  private static List<String> p50AndP99(String what, List<RunResult> group) {
    List<RunResult> done = group.stream().filter(run -> has(run, what)).toList();
    if (done.isEmpty()) {
      return List.of("-", "-");
    }
    double worst = done.stream().mapToDouble(run -> times(run, what).p99()).max().orElseThrow();
    return List.of(seconds(median(done, run -> times(run, what).p50())), seconds(worst));
  }

  private static String seconds(double millis) {
    return String.format(Locale.ROOT, millis < 10_000 ? "%.2f s" : "%.1f s", millis / 1e3);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  /** The nearest-rank median. */
  private static double median(List<RunResult> runs, ToDoubleFunction<RunResult> figure) {
    double[] sorted = runs.stream().mapToDouble(figure).toArray();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) / 2];
  }

  private static double acquainted(RunResult run) {
    return run.samples().get(run.samples().size() - 1).acquaintance();
  }

  private static double datagramsPerNode(RunResult run) {
    long all = run.datagrams().values().stream().mapToLong(Long::longValue).sum();
    return (double) all / StrictMath.max(1, run.nodeIds().size());
  }

  // Success

  private static String success(String what, List<RunResult> group) {
    return switch (what) {
      case "bootstrap" -> nodes(group, NodeState.SYNCING, NodeState.READY);
      case "sync" -> nodes(group, NodeState.READY);
      case "convergence" -> converged(group);
      default -> calls(what, group);
    };
  }

  /** Of the nodes that were up at the end, those in one of these states. */
  private static String nodes(List<RunResult> group, NodeState... wanted) {
    long in = 0;
    long up = 0;
    for (RunResult run : group) {
      Map<NodeState, Integer> nodes = run.samples().get(run.samples().size() - 1).nodes();
      for (NodeState state : wanted) {
        in += nodes.getOrDefault(state, 0);
      }
      up += nodes.values().stream().mapToInt(Integer::intValue).sum();
      up -= nodes.getOrDefault(NodeState.CLOSED, 0);
    }
    return part(in, up);
  }

  private static String converged(List<RunResult> group) {
    List<RunResult> asked = group.stream().filter(run -> run.check(CONVERGES) != null).toList();
    long did = asked.stream().filter(run -> run.check(CONVERGES).verdict() == Verdict.PASS).count();
    return part(did, asked.size());
  }

  private static String calls(String what, List<RunResult> group) {
    long failed = 0;
    long all = 0;
    for (RunResult run : group) {
      for (Sample sample : run.samples()) {
        all += sample.operations().getOrDefault(what, 0L);
        failed += sample.failed().getOrDefault(what, 0L);
      }
    }
    return part(all - failed, all);
  }

  /** Rounded down, so that only all is 100 %. */
  private static String part(long some, long all) {
    if (all == 0) {
      return "-";
    }
    return percent(StrictMath.floor(10_000.0 * some / all) / 100);
  }

  private static String percent(double percent) {
    return percent == 100 ? "100 %" : String.format(Locale.ROOT, "%.2f %%", percent);
  }
}
