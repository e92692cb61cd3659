package io.simpledht.simulator.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** Promises that broke while the run went on: the first case of each kind, and how many. */
final class Violations {

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
