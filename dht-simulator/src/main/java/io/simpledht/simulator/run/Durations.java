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

  boolean isEmpty() {
    return count == 0;
  }

  /** The same and some more. */
  Durations with(Durations more) {
    Durations all = new Durations();
    all.nanos = Arrays.copyOf(nanos, count + more.count);
    all.count = count + more.count;
    System.arraycopy(more.nanos, 0, all.nanos, count, more.count);
    return all;
  }

  Percentiles percentiles() {
    return Percentiles.ofNanos(nanos, count);
  }
}
