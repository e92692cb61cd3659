package io.simpledht.simulator.determinism;

import java.util.List;
import java.util.Optional;

/**
 * The first event in which two runs of one seed differ. Found in two steps, so that no run has to
 * keep all its events: the checkpoints of both tell the block of {@value Fingerprint#BLOCK} events,
 * and a second run of each shows that block in full.
 *
 * @param number of the event, the first of the run being 0
 * @param left what happened in the first run, or that it had ended
 * @param right what happened in the second
 */
public record Mismatch(long number, String left, String right) {

  private static final String ENDED = "nothing: the run had ended";

  /** Compares two runs; nothing if they are equal. */
  public static Optional<Mismatch> between(Replica left, Replica right) {
    Fingerprint first = left.fingerprint();
    Fingerprint second = right.fingerprint();
    if (first.matches(second)) {
      return Optional.empty();
    }
    long from = (long) first.firstDifferingBlock(second) * Fingerprint.BLOCK;
    long to = from + Fingerprint.BLOCK;
    return Optional.of(inBlock(from, left.events(from, to), right.events(from, to)));
  }

  private static Mismatch inBlock(long from, List<String> left, List<String> right) {
    int longer = StrictMath.max(left.size(), right.size());
    for (int i = 0; i < longer; i++) {
      String one = i < left.size() ? left.get(i) : ENDED;
      String other = i < right.size() ? right.get(i) : ENDED;
      if (!one.equals(other)) {
        return new Mismatch(from + i, one, other);
      }
    }
    return new Mismatch(
        from, "the same block as the other side when run again", "so chance is not in the seed");
  }

  /** Three lines for a person. */
  @Override
  public String toString() {
    return "first difference at event "
        + number
        + "\n  one side:   "
        + left
        + "\n  other side: "
        + right;
  }
}
