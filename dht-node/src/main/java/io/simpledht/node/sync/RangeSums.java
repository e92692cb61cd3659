package io.simpledht.node.sync;

import io.simpledht.node.routing.IdRanges;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.store.Store;
import java.util.function.Predicate;

/**
 * Fingerprints of any parts of a store, without reading them. Entries are summed in buckets by the
 * leading bits of their places, and the buckets in a binary indexed tree (Fenwick, "A new data
 * structure for cumulative frequency tables", 1994), so that a part costs a few steps; only where
 * it ends within a bucket are the entries of that bucket read.
 *
 * <p>A fingerprint is the sum of what {@link RatelessSketch#fingerprintOf} makes of each item: that
 * of a part equals that of a sketch of its entries.
 */
final class RangeSums {

  /** What a part holds, in two numbers: parts with the same entries have the same. */
  record Outline(long fingerprint, long items) {}

  private static final int ENTRIES_PER_BUCKET = 64;

  /** However little there is: sixteen buckets. */
  private static final int MIN_BITS = 4;

  /** A quarter of a million entries with all buckets as they should be, 49 KB. */
  private static final int MAX_BITS = 12;

  private final Store store;
  private final int bits;
  private final long[] fingerprints;
  private final int[] counts;
  private long entries;

  /** Sums what {@code store} holds now: reads all of it. */
  RangeSums(Store store) {
    this.store = store;
    this.bits = bitsFor(store.values() + store.tombstones());
    this.fingerprints = new long[1 + (1 << bits)];
    this.counts = new int[fingerprints.length];
    store.scan(
        Id.ZERO,
        Id.MAX,
        entry -> {
          add(entry);
          return true;
        });
  }

  private static int bitsFor(long entries) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(entries / ENTRIES_PER_BUCKET);
    return Math.max(MIN_BITS, Math.min(MAX_BITS, bits));
  }

  /** Whether there are so many more entries by now that buckets should be smaller. */
  boolean isCrowded() {
    return bitsFor(entries) > bits + 1;
  }

  void add(Entry entry) {
    change(entry, 1);
  }

  void remove(Entry entry) {
    change(entry, -1);
  }

  private void change(Entry entry, int sign) {
    long fingerprint = sign * RatelessSketch.fingerprintOf(ItemIds.of(entry));
    entries += sign;
    for (int i = 1 + bucketOf(entry.key().id()); i < counts.length; i += i & -i) {
      fingerprints[i] += fingerprint;
      counts[i] += sign;
    }
  }

  private int bucketOf(Id id) {
    return (int) (id.word(0) >>> Long.SIZE - bits);
  }

  /** What lies in some parts of the id space. */
  Outline of(IdRanges ranges) {
    Sum sum = new Sum();
    ranges.list().forEach(sum::add);
    return new Outline(sum.fingerprint, sum.items);
  }

  private final class Sum {
    private long fingerprint;
    private long items;

    void add(IdRanges.Range range) {
      if (range.isWhole()) {
        addAll(range.first(), range.last());
      } else {
        read(range.first(), range.last(), range::admits);
      }
    }

    private void addAll(Id first, Id last) {
      int from = bucketOf(first);
      int to = bucketOf(last);
      boolean begins = first.withTail(bits, Id.ZERO).equals(first);
      boolean ends = last.withTail(bits, Id.MAX).equals(last);
      if (from == to && !(begins && ends)) {
        read(first, last, any -> true);
        return;
      }
      if (!begins) {
        read(first, first.withTail(bits, Id.MAX), any -> true);
        from++;
      }
      if (!ends) {
        read(last.withTail(bits, Id.ZERO), last, any -> true);
        to--;
      }
      addBefore(to + 1, 1);
      addBefore(from, -1);
    }

    private void read(Id first, Id last, Predicate<Id> admitted) {
      store.scan(
          first,
          last,
          entry -> {
            if (admitted.test(entry.key().id())) {
              fingerprint += RatelessSketch.fingerprintOf(ItemIds.of(entry));
              items++;
            }
            return true;
          });
    }

    /** All buckets below one. */
    private void addBefore(int bucket, int sign) {
      for (int i = bucket; i > 0; i -= i & -i) {
        fingerprint += sign * fingerprints[i];
        items += sign * counts[i];
      }
    }
  }
}
