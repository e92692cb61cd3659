package io.simpledht.simulator.determinism;

import io.simpledht.simulator.plan.Planner;
import io.simpledht.simulator.run.RunOptions;
import io.simpledht.simulator.scenario.BuiltIn;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/**
 * Prints what runs of a built-in scenario were, for comparing JVMs with each other: {@code SCENARIO
 * FIRST LAST [field=value...]} prints a line with seed and {@link Fingerprint} for each seed,
 * {@code --events FROM TO SCENARIO SEED [field=value...]} the events of one run, a line each.
 */
final class TraceMain {

  private TraceMain() {}

  /** See above. */
  public static void main(String... args) {
    List<String> words = Arrays.asList(args);
    if (words.size() >= 5 && words.get(0).equals("--events")) {
      events(words, System.out);
    } else if (words.size() >= 3) {
      fingerprints(words, System.out);
    } else {
      System.err.println("usage: SCENARIO FIRST LAST [field=value...]");
      System.exit(2);
    }
  }

  private static void fingerprints(List<String> words, PrintStream out) {
    long last = Long.parseLong(words.get(2));
    for (long seed = Long.parseLong(words.get(1)); seed <= last; seed++) {
      Replica run = replica(words.get(0), seed, words.subList(3, words.size()));
      out.println(seed + " " + run.fingerprint().toLine());
    }
  }

  private static void events(List<String> words, PrintStream out) {
    Replica run =
        replica(words.get(3), Long.parseLong(words.get(4)), words.subList(5, words.size()));
    run.events(Long.parseLong(words.get(1)), Long.parseLong(words.get(2))).forEach(out::println);
  }

  private static Replica replica(String scenario, long seed, List<String> overrides) {
    return new PlanReplica(
        Planner.plan(BuiltIn.scenario(scenario, overrides), seed), RunOptions.PLAIN);
  }
}
