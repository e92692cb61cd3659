package io.simpledht.node.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** When each bucket was last looked up. */
final class RefreshClock {

  private static final long[] EMPTY = {};

  private long[] refreshedNanos = EMPTY;

  /**
   * Up to {@code limit} of the first {@code buckets} that are due, longest first; they count as
   * done.
   */
  List<Integer> due(int buckets, long nowNanos, long staleNanos, int limit) {
    grow(buckets, nowNanos - staleNanos);
    List<Integer> due = new ArrayList<>();
    for (int i = 0; i < Math.min(buckets, refreshedNanos.length); i++) {
      if (nowNanos - refreshedNanos[i] >= staleNanos) {
        due.add(i);
      }
    }
    due.sort(Comparator.comparingLong(bucket -> refreshedNanos[bucket]));
    List<Integer> chosen = due.size() > limit ? due.subList(0, limit) : due;
    chosen.forEach(bucket -> refreshedNanos[bucket] = nowNanos);
    return chosen;
  }

  private void grow(int buckets, long longAgo) {
    int before = refreshedNanos.length;
    if (buckets > before) {
      refreshedNanos = Arrays.copyOf(refreshedNanos, buckets);
      Arrays.fill(refreshedNanos, before, buckets, longAgo);
    }
  }
}
