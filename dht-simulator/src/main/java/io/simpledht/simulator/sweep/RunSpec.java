package io.simpledht.simulator.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All that one run follows from.
 *
 * @param scenario the name of a built-in scenario or a file
 * @param options what is set otherwise than there, {@code PATH=VALUE} each, in order
 * @param seed everything random follows from it
 */
public record RunSpec(String scenario, List<String> options, long seed) {

  private static final String PLAIN_WORD = "[A-Za-z0-9_./:=%,+@-]+";

  /** Copies the list. */
  public RunSpec {
    options = List.copyOf(options);
  }

  /** The command that does this run again, to be pasted into a shell. */
  public String replayCommand() {
    List<String> words = new ArrayList<>(List.of("simpledht", "simulate", "replay", scenario));
    words.add("seed=" + seed);
    words.addAll(options);
    return String.join(" ", words.stream().map(RunSpec::quoted).toList());
  }

  /** The command that does this run again and compares what happens with {@code trace}. */
  public String replayCommand(String trace) {
    return replayCommand() + " trace=" + trace;
  }

  private static String quoted(String word) {
    return word.matches(PLAIN_WORD) ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  @Override
  public String toString() {
    String name = String.format(Locale.ROOT, "%s seed=%d", scenario, seed);
    return options.isEmpty() ? name : name + " " + String.join(" ", options);
  }
}
