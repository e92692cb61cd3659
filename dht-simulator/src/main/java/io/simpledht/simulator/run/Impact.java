package io.simpledht.simulator.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts the blows a plan deals to nodes, and those that hit one. */
final class Impact {

  /** With so many blows of one kind, all of them missing is no accident. */
  private static final int ENOUGH = 3;

  private static final class Count {
    int dealt;
    int hit;
    int absent;
  }

  private final Map<String, Count> counts = new LinkedHashMap<>();

  /**
   * A blow was dealt.
   *
   * @param exists whether its target has ever joined
   * @param hit whether the target was up, so that the blow did something
   */
  void deal(String kind, boolean exists, boolean hit) {
    Count count = counts.computeIfAbsent(kind, name -> new Count());
    count.dealt++;
    count.hit += hit ? 1 : 0;
    count.absent += exists ? 0 : 1;
  }

  /** The first kind of blow that never hit anything, in words; null if there is none. */
  String missed() {
    for (Map.Entry<String, Count> entry : counts.entrySet()) {
      Count count = entry.getValue();
      boolean byMistake = count.absent == count.dealt || count.dealt >= ENOUGH;
      if (count.hit == 0 && byMistake) {
        return "no " + entry.getKey() + " of " + count.dealt + " hit anything";
      }
    }
    return null;
  }
}
