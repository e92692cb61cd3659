package io.simpledht.simulator.run;

import io.simpledht.simulator.result.Percentiles;
import java.util.Arrays;

/** How long something took, each time. */
final class Durations {

  private long[] nanos = new long[16];
  private int count;

  void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = duration;
  }

  Percentiles percentiles() {
    return Percentiles.ofNanos(nanos, count);
  }
}
