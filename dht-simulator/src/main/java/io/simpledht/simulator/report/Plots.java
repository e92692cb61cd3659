package io.simpledht.simulator.report;

import io.simpledht.protocol.NodeState;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Verdict;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The main plots as pictures: of the first run that failed, or else of the first one. */
final class Plots {

  /** Says where a picture of this name goes. */
  interface Target {
    Path file(String name);
  }

  private final List<RunResult> runs;
  private final RunResult run;
  private final RunCharts charts;
  private final Target target;

  Plots(List<RunResult> runs, Target target) {
    this.runs = runs;
    this.target = target;
    run =
        runs.stream().filter(one -> one.verdict() == Verdict.FAIL).findFirst().orElse(runs.get(0));
    charts = new RunCharts(run, RunDetail.MOST_INSTANTS);
  }

  void write() throws IOException {
    write(
        "nodes.png", overTime("Nodes by state", named(charts.states()), stateColours()).stacked());
    write(
        "convergence.png",
        overTime("Convergence", charts.convergence(), Collections.emptyMap()).percentages());
    String perNode = " sent per live node and second";
    write(
        "messages.png",
        overTime("Datagrams" + perNode, charts.messages(), Collections.emptyMap()).stacked());
    write(
        "bytes.png", overTime("Bytes" + perNode, charts.bytes(), Collections.emptyMap()).stacked());
    write(
        "latency.png", new LatencyPlot(canvas("How long things took, virtual time"), run).drawn());
    if (runs.size() > 1) {
      write("sweep.png", sweep());
    }
  }

  private void write(String name, Canvas canvas) throws IOException {
    canvas.write(target.file(name));
  }

  private Canvas canvas(String title) {
    int nodes = run.nodeIds().size();
    return new Canvas(
        title, run.scenario() + ", seed " + run.seed() + ", " + nodes + " nodes: " + run.verdict());
  }

  private TimePlot overTime(String title, List<Series> series, Map<String, Color> colours) {
    return new TimePlot(canvas(title), run, charts.times(), series, colours);
  }

  private static List<Series> named(List<Series> states) {
    return states.stream()
        .map(one -> new Series(PageData.text(NodeState.valueOf(one.name())), one.values()))
        .toList();
  }

  private static Map<String, Color> stateColours() {
    Map<String, Color> colours = new LinkedHashMap<>();
    int[] places = {5, 1, 3, 2, 4};
    for (NodeState state : NodeState.values()) {
      Color colour =
          state == NodeState.CLOSED
              ? new Color(0x4a525b)
              : Canvas.PALETTE.get(places[state.ordinal()]);
      colours.put(PageData.text(state), colour);
    }
    return colours;
  }

  private Canvas sweep() {
    List<Double> joined = new ArrayList<>();
    List<Double> settled = new ArrayList<>();
    for (RunResult one : runs) {
      RunFigures figures = new RunFigures(one);
      joined.add(figures.p99("bootstrap"));
      Double seconds = figures.settledAfter();
      settled.add(seconds == null ? Double.POSITIVE_INFINITY : 1_000 * seconds);
    }
    Canvas canvas =
        new Canvas(
            "Share of runs done within a time",
            runs.size() + " runs; what never ended stays below");
    return new SweepPlot(canvas)
        .drawn(
            List.of("99 % of the nodes joined", "no copy missing after the last fault"),
            List.of(joined, settled));
  }
}
