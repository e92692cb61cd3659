package io.simpledht.simulator.result;

import java.util.Locale;

/** How a check or a run ended. */
public enum Verdict {
  /** Everything that was promised held. */
  PASS,
  /** Nothing broke, but the run does not prove anything: it ran out of budget or tested nothing. */
  UNKNOWN,
  /** A promise broke. */
  FAIL;

  /** The worse of the two; a broken promise outweighs everything. */
  public Verdict and(Verdict other) {
    return ordinal() >= other.ordinal() ? this : other;
  }

  /** In lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
