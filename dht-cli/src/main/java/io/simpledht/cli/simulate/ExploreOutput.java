package io.simpledht.cli.simulate;

import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.JsonWriter;
import io.simpledht.cli.console.Texts;
import io.simpledht.simulator.explore.Exploration;
import io.simpledht.simulator.explore.ExploreOptions;
import io.simpledht.simulator.explore.Shrunk;
import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.result.CheckResult;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an exploration prints, for people or, an object on each line, for programs. */
final class ExploreOutput {

  private final Console console;
  private final boolean json;

  ExploreOutput(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  private static JsonWriter event(String kind) {
    return new JsonWriter().beginObject().field("event", kind);
  }

  private void print(JsonWriter object, String text) {
    console.line(json ? object.finish() : text);
  }

  void begin(ExploreOptions options, int jobs) {
    JsonWriter object = event("begin").field("seed", options.firstSeed()).field("jobs", jobs);
    object.field("runs", options.runs()).field("forMillis", options.time().toMillis());
    object.field("keepGoing", options.keepGoing()).field("twice", options.twice());
    long limit = options.run().wallLimitNanos() / 1_000_000;
    String bounds =
        (options.runs() == 0 ? "" : " runs=" + options.runs())
            + (options.time().isZero() ? "" : " for=" + options.time().toSeconds() + "s");
    print(
        object.field("wallLimitMillis", limit),
        "seed="
            + options.firstSeed()
            + bounds
            + " jobs="
            + jobs
            + " keep-going="
            + options.keepGoing()
            + " twice="
            + options.twice()
            + " wall-limit="
            + limit / 1e3
            + "s");
  }

  /** What was covered. */
  void explored(Exploration exploration) {
    JsonWriter object = event("explored").field("runs", exploration.runs());
    object.field("failed", exploration.failures().size()).field("unknown", exploration.unknown());
    object.beginArray("marks");
    exploration
        .marks()
        .forEach(
            (mark, count) -> {
              object.beginObject().field("mark", mark).field("count", count).endObject();
              if (!json) {
                console.line(String.format(Locale.ROOT, "  %-32s %,12d times", mark, count));
              }
            });
    int failed = exploration.failures().size();
    String never = String.join(", ", exploration.neverHit());
    print(
        object.endArray(),
        (never.isEmpty() ? "" : "never: " + never + "\n")
            + Texts.count(exploration.runs(), "run")
            + ", "
            + failed
            + " failed, "
            + exploration.unknown()
            + " unknown");
  }

  void failed(long seed, CheckResult check) {
    JsonWriter object = event("failed").field("seed", seed).field("check", check.check());
    print(object.field("detail", check.detail()), failure(seed, check));
  }

  private static String failure(long seed, CheckResult check) {
    return "FAIL seed=" + seed + " " + check.check() + ": " + check.detail();
  }

  /**
   * A run has failed and others go on, for hours perhaps: whoever watches need not wait for the end
   * to see which. A result it becomes then.
   */
  void failedJustNow(RunResult result) {
    console.error(failure(result.seed(), result.firstFailure()));
  }

  /** A run proved nothing: which, and why. */
  void unknown(RunResult result) {
    CheckResult check =
        result.checks().stream()
            .filter(one -> one.verdict() == Verdict.UNKNOWN)
            .findFirst()
            .orElseThrow();
    JsonWriter object = event("unknown").field("seed", result.seed());
    print(
        object.field("check", check.check()).field("detail", check.detail()),
        "UNKNOWN seed=" + result.seed() + " " + check.check() + ": " + check.detail());
  }

  /** What became of making a plan smaller; nothing if it did not fail again. */
  void shrunk(Plan from, Optional<Shrunk> small) {
    if (small.isEmpty()) {
      print(event("notAgain"), "  did not fail again: the plan is that of the run that did");
      return;
    }
    Shrunk to = small.get();
    JsonWriter object = event("shrunk").field("runs", to.runs());
    object.field("stepsBefore", from.steps().size());
    print(
        object.field("steps", to.plan().steps().size()),
        "  made smaller in "
            + Texts.count(to.runs(), "run")
            + ": "
            + from.steps().size()
            + " steps to "
            + to.plan().steps().size());
  }

  void replay(RunResult result) {
    print(event("replay").field("command", result.replay()), "  replay: " + result.replay());
  }

  void files(List<String> lines) {
    lines.forEach(file -> print(event("files").field("file", file), file));
  }

  void end(long seed, Exploration exploration, long trace, long wallMillis) {
    String hash = String.format(Locale.ROOT, "%016x", trace);
    double virtual = Math.round(exploration.virtualSeconds() * 1_000) / 1e3;
    JsonWriter object = event("end").field("verdict", exploration.verdict().toString());
    object.field("seed", seed).field("trace", hash).field("events", exploration.events());
    object.field("virtualSeconds", virtual).field("wallSeconds", wallMillis / 1e3);
    print(
        object,
        String.format(
            Locale.ROOT,
            "verdict=%s seed=%d trace=%s events=%d virtual=%ss wall=%ss",
            exploration.verdict(),
            seed,
            hash,
            exploration.events(),
            virtual,
            wallMillis / 1e3));
  }
}
