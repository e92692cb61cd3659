package io.simpledht.simulator.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** Promises that broke while the run went on: the first case of each kind, and how many. */
final class Violations {

  /** A result claimed copies that there had never been. */
  static final String HONESTY = "results are honest";

  /** A value was read that nobody wrote. */
  static final String PHANTOM = "only written values are read";

  /** A store went back to an older version, or lost the last copy. */
  static final String MONOTONE = "stores only move forward";

  private record Case(String first, int count) {}

  private final Map<String, Case> cases = new LinkedHashMap<>();

  void add(String check, String what) {
    cases.merge(
        check, new Case(what, 1), (known, added) -> new Case(known.first(), known.count() + 1));
  }

  /** The first case and the number of others; null if there was none. */
  String of(String check) {
    Case found = cases.get(check);
    if (found == null) {
      return null;
    }
    int others = found.count() - 1;
    return others == 0 ? found.first() : found.first() + " (and " + others + " more)";
  }

  boolean isEmpty() {
    return cases.isEmpty();
  }
}
