package io.simpledht.simulator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.simpledht.simulator.result.CheckResult;
import io.simpledht.simulator.result.Comparison;
import io.simpledht.simulator.result.Percentiles;
import io.simpledht.simulator.result.RingFrame;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Span;
import io.simpledht.simulator.result.TraceEvent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;

/** Everything the page shows of one run, cut to what a screen can show. */
final class RunDetail {

  /** More instants than a chart has pixels would only make the page larger. */
  static final int MOST_INSTANTS = 600;

  static final int MOST_EVENTS = 200;

  /** States of a node at an instant in the rings of all runs together; about 8 bytes each. */
  private static final int RING_CELLS = 400_000;

  private static final int FEWEST_FRAMES = 40;

  /** More dots overlap on any screen, and browsers take very long to draw them. */
  private static final int MOST_NODES = 2_000;

  private static final MathContext DIGITS = new MathContext(4);

  private final RunResult run;
  private final int ringCells;

  /** One of {@code shown} runs on the page. */
  RunDetail(RunResult run, int shown) {
    this.run = run;
    ringCells = RING_CELLS / shown;
  }

  void addTo(ObjectNode node) {
    addSpans(node.putArray("phases"), run.phases());
    addSpans(node.putArray("faults"), run.faults());
    addChecks(node.putArray("checks"));
    addCharts(node.putObject("charts"));
    addLatencies(node.putArray("latencies"));
    addCounts(node.putArray("datagrams"), run.datagrams());
    addCounts(node.putArray("drops"), run.drops());
    addCounts(node.putArray("marks"), run.marks());
    addTheory(node.putArray("theory"));
    addRing(node.putObject("ring"));
    addEvents(node.putArray("events"));
  }

  private static void addSpans(ArrayNode array, List<Span> spans) {
    for (Span span : spans) {
      ObjectNode node = array.addObject().put("kind", span.kind()).put("detail", span.detail());
      node.put("from", span.from()).put("to", span.to());
    }
  }

  private void addChecks(ArrayNode array) {
    for (CheckResult check : run.checks()) {
      ObjectNode node = array.addObject().put("check", check.check());
      node.put("verdict", check.verdict().toString()).put("detail", check.detail());
    }
  }

  private void addCharts(ObjectNode node) {
    RunCharts charts = new RunCharts(run, MOST_INSTANTS);
    addNumbers(node.putArray("times"), charts.times());
    addSeries(node.putArray("states"), charts.states());
    addSeries(node.putArray("convergence"), charts.convergence());
    addSeries(node.putArray("messages"), charts.messages());
    addSeries(node.putArray("bytes"), charts.bytes());
    addSeries(node.putArray("losses"), charts.losses());
    addSeries(node.putArray("operations"), charts.operations());
  }

  private static void addSeries(ArrayNode array, List<Series> series) {
    for (Series one : series) {
      addNumbers(array.addObject().put("name", one.name()).putArray("values"), one.values());
    }
  }

  /** Four digits are more than the eye can tell apart; whole numbers stay whole. */
  private static void addNumbers(ArrayNode array, double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        array.addNull();
      } else if (value == StrictMath.rint(value) && StrictMath.abs(value) < 1e9) {
        array.add((int) value);
      } else {
        array.add(new BigDecimal(value).round(DIGITS).doubleValue());
      }
    }
  }

  private void addLatencies(ArrayNode array) {
    for (Map.Entry<String, Percentiles> entry : run.latencies().entrySet()) {
      Percentiles p = entry.getValue();
      ObjectNode node = array.addObject().put("what", entry.getKey()).put("count", p.count());
      node.put("p50", p.p50()).put("p95", p.p95()).put("p99", p.p99()).put("max", p.max());
    }
  }

  private static void addCounts(ArrayNode array, Map<String, Long> counts) {
    counts.forEach((name, count) -> array.addObject().put("name", name).put("count", count));
  }

  private void addTheory(ArrayNode array) {
    for (Comparison comparison : run.theory()) {
      ObjectNode node = array.addObject().put("what", comparison.what());
      node.put("theory", comparison.theory()).put("measured", comparison.measured());
      node.put("source", comparison.source());
    }
  }

  /** First fewer frames, then fewer nodes. */
  private void addRing(ObjectNode node) {
    int total = run.nodeIds().size();
    int nodes = StrictMath.min(total, MOST_NODES);
    int most = StrictMath.max(FEWEST_FRAMES, ringCells / StrictMath.max(1, nodes));
    List<RingFrame> frames = Thinning.frames(run.ring(), most);
    nodes = StrictMath.min(nodes, ringCells / StrictMath.max(1, frames.size()));
    List<Integer> shown = Thinning.evenly(total, nodes);
    ArrayNode ids = node.putArray("ids");
    ArrayNode numbers = node.putArray("numbers");
    for (int index : shown) {
      ids.add(run.nodeIds().get(index));
      numbers.add(index + 1);
    }
    node.put("total", total);
    ArrayNode array = node.putArray("frames");
    frames.forEach(frame -> addFrame(array.addObject(), frame, shown));
  }

  private static void addFrame(ObjectNode node, RingFrame frame, List<Integer> shown) {
    node.put("t", frame.seconds());
    StringBuilder states = new StringBuilder();
    ArrayNode knows = node.putArray("knows");
    ArrayNode misses = node.putArray("misses");
    for (int index : shown) {
      if (index < frame.states().size()) {
        states.append(frame.states().get(index));
        knows.add(frame.knows().get(index));
        misses.add(frame.misses().get(index));
      }
    }
    node.put("states", states.toString());
  }

  private void addEvents(ArrayNode array) {
    List<TraceEvent> events = run.lastEvents().stream().filter(RunDetail::tells).toList();
    int from = StrictMath.max(0, events.size() - MOST_EVENTS);
    for (TraceEvent event : events.subList(from, events.size())) {
      ObjectNode node = array.addObject().put("t", event.seconds()).put("kind", event.kind());
      node.put("source", event.source()).put("target", event.target());
      node.put("bytes", event.bytes()).put("what", event.what());
    }
  }

  /** Not what a node or the scenario does for itself without a word. */
  private static boolean tells(TraceEvent event) {
    boolean silent = event.kind().equals("control") && event.what().isEmpty();
    return !silent && !event.kind().equals("timer");
  }
}
