package io.simpledht.simulator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.simpledht.protocol.NodeState;
import io.simpledht.simulator.result.CheckResult;
import io.simpledht.simulator.result.RunResult;
import java.util.List;

/**
 * What the page's script reads. A row for each run, and curves, ring and last events for the few
 * that are shown in full. Wall times are kept apart: without them, equal runs give equal pages.
 */
final class PageData {

  private static final List<String> COMPARED = List.of("bootstrap", "sync", "put", "get", "stable");

  private final ObjectNode root = JsonLines.MAPPER.createObjectNode();
  private final List<RunResult> runs;

  PageData(List<RunResult> runs) {
    this.runs = runs;
  }

  ObjectNode toJson() {
    ArrayNode states = root.putArray("states");
    for (NodeState state : NodeState.values()) {
      states.addObject().put("name", state.name()).put("text", text(state));
    }
    ArrayNode rows = root.putArray("runs");
    ArrayNode wall = root.putArray("wall");
    for (RunResult run : runs) {
      addRow(rows.addObject(), run);
      wall.add(run.wallSeconds());
    }
    List<Integer> chosen = DetailChoice.of(runs);
    ArrayNode details = root.putArray("details");
    for (int index : chosen) {
      ((ObjectNode) rows.get(index)).put("detail", details.size());
      new RunDetail(runs.get(index), chosen.size()).addTo(details.addObject());
    }
    return root;
  }

  /** In the simulator a closed node is one that is switched off, whatever the reason. */
  static String text(NodeState state) {
    return state == NodeState.CLOSED ? "down" : state.text();
  }

  private static void addRow(ObjectNode row, RunResult run) {
    RunFigures figures = new RunFigures(run);
    row.put("scenario", run.scenario());
    // A script's numbers hold 53 bits, a seed has 64.
    row.put("seed", Long.toString(run.seed()));
    row.put("label", label(run));
    row.put("verdict", run.verdict().toString());
    row.put("trace", run.trace());
    row.put("events", run.events());
    row.put("virtual", run.virtualSeconds());
    row.put("nodes", run.nodeIds().size());
    row.put("replay", run.replay());
    ObjectNode p99 = row.putObject("p99");
    COMPARED.forEach(what -> p99.put(what, figures.p99(what)));
    row.put("settled", figures.settledAfter());
    row.put("mostMissing", figures.mostMissing());
    row.put("calls", figures.calls());
    row.put("failedCalls", figures.failedCalls());
    CheckResult reason = figures.reason();
    row.put("reason", reason == null ? "" : reason.check() + ": " + reason.detail());
  }

  /** Which run it is among others of a sweep, but for its seed. */
  private static String label(RunResult run) {
    return run.options().isEmpty()
        ? run.scenario()
        : run.scenario() + " " + String.join(" ", run.options());
  }
}
