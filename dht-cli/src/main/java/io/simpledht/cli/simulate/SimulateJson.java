package io.simpledht.cli.simulate;

import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.JsonWriter;
import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.result.CheckResult;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.TraceEvent;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.scenario.Scenario;
import io.simpledht.simulator.scenario.ScenarioText;
import io.simpledht.simulator.sweep.Shard;
import io.simpledht.simulator.sweep.Summary;
import io.simpledht.simulator.sweep.Sweep;
import java.time.Duration;
import java.util.List;

/** Prints a simulation for programs: an object on each line, its kind in {@code event}. */
final class SimulateJson implements SimulateOutput {

  private final Console console;

  SimulateJson(Console console) {
    this.console = console;
  }

  private static JsonWriter event(String kind) {
    return new JsonWriter().beginObject().field("event", kind);
  }

  private static JsonWriter strings(JsonWriter json, String name, List<String> items) {
    json.beginArray(name);
    items.forEach(json::item);
    return json.endArray();
  }

  @Override
  public void begin(Sweep sweep, Shard shard, int jobs, Duration wallLimit) {
    JsonWriter json = event("begin").field("seed", sweep.runs().get(0).seed());
    json.field("runs", sweep.runs().size()).field("shard", shard.toString());
    json.field("jobs", jobs).field("wallLimitMillis", wallLimit.toMillis());
    json.field("scenario", sweep.runs().get(0).scenario());
    Scenario first = sweep.scenarios().iterator().next();
    strings(json, "settings", ScenarioText.settings(first));
    strings(json, "phases", ScenarioText.phases(first));
    console.line(json.field("combinations", sweep.scenarios().size()).finish());
  }

  @Override
  public void begin(Plan plan, String source, List<String> options) {
    JsonWriter json = event("begin").field("seed", plan.world().seed()).field("source", source);
    json.field("scenario", plan.world().scenario()).field("nodes", plan.world().nodes());
    console.line(strings(json, "options", options).field("steps", plan.steps().size()).finish());
  }

  @Override
  public void events(List<TraceEvent> events) {
    for (TraceEvent event : events) {
      JsonWriter json =
          event("trace").field("seconds", event.seconds()).field("kind", event.kind());
      json.field("source", event.source()).field("target", event.target());
      console.line(json.field("bytes", event.bytes()).field("what", event.what()).finish());
    }
  }

  @Override
  public void differs(String expected, String actual) {
    console.line(event("differs").field("expected", expected).field("actual", actual).finish());
  }

  @Override
  public void run(RunResult result, boolean alone) {
    JsonWriter json = event("run").field("scenario", result.scenario());
    strings(json, "options", result.options()).field("seed", result.seed());
    json.field("verdict", result.verdict().toString()).field("trace", result.trace());
    json.field("events", result.events()).field("virtualSeconds", result.virtualSeconds());
    json.field("wallSeconds", result.wallSeconds()).beginArray("checks");
    for (CheckResult check : result.checks()) {
      if (alone || check.verdict() != Verdict.PASS) {
        json.beginObject().field("check", check.check());
        json.field("verdict", check.verdict().toString()).field("detail", check.detail());
        json.endObject();
      }
    }
    console.line(json.endArray().field("replay", result.replay()).finish());
  }

  @Override
  public void files(List<String> lines) {
    console.line(strings(event("files"), "files", lines).finish());
  }

  @Override
  public int end(Summary summary, long wallMillis) {
    JsonWriter json = event("end").field("verdict", summary.verdict().toString());
    json.field("seed", summary.seed()).field("trace", summary.trace());
    json.field("events", summary.events()).field("virtualSeconds", summary.virtualSeconds());
    json.field("wallSeconds", wallMillis / 1e3);
    json.field("passed", summary.count(Verdict.PASS)).field("failed", summary.count(Verdict.FAIL));
    console.line(json.field("unknown", summary.count(Verdict.UNKNOWN)).finish());
    return SimulateOutput.status(summary.verdict());
  }
}
