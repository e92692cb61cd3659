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
   * Up to {@code limit} of {@code buckets}, which are in ascending order, that are due, longest
   * first; they count as done.
   */
  List<Integer> due(List<Integer> buckets, long nowNanos, long staleNanos, int limit) {
    if (buckets.isEmpty()) {
      return List.of();
    }
    grow(buckets.get(buckets.size() - 1) + 1, nowNanos - staleNanos);
    List<Integer> due = new ArrayList<>();
    for (int bucket : buckets) {
      if (nowNanos - refreshedNanos[bucket] >= staleNanos) {
        due.add(bucket);
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
