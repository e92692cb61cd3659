package io.simpledht.node.sync;

import io.simpledht.protocol.message.CodedSymbol;
import java.util.Arrays;

/**
 * The coded symbols of a set of 64-bit items.
 *
 * <p>Two nodes that hold nearly the same set want to learn the difference without listing what they
 * have in common. A rateless sketch (Yang, Gilad, Alizadeh, "Practical Rateless Set
 * Reconciliation", SIGCOMM 2024) is an endless row of symbols. Each symbol is the sum of some of
 * the items: the XOR of their ids, the XOR of their checksums, and their number. Which items a
 * symbol sums depends on the item and the symbol's index alone ({@link SymbolIndexes}), so
 * subtracting the partner's symbol from ours leaves the sum of the items only one side has. Symbol
 * 0 sums them all, symbol i about one in 1 + i/2: whatever the size of the difference, some symbols
 * soon hold exactly one differing item, which its checksum betrays. Taking it out of all other
 * symbols uncovers the next ({@link SketchDecoder}). About 1.35 symbols for each difference
 * suffice, however large the sets, and nobody has to know the difference in advance: one asks for
 * symbols until they decode.
 *
 * <p>Why this density: of d differing items symbol i holds d / (1 + i/2), about two at index d and
 * 1.5 where decoding ends, whatever d is. A density that fell faster would leave the symbols around
 * d empty when d is large, one that fell more slowly would leave them crowded. Why gaps: drawing
 * the next index costs one step for each symbol that holds the item, not one for each that does
 * not. Why checksums: a sum of several items has count 1 or -1 as well, if some are ours and some
 * theirs; its checksum fits by chance once in 2^64.
 *
 * <p>The first symbols are kept up to date at each change, so that answering scans nothing: an item
 * touches about 2 ln(m) of the first m. How many are kept follows the size of the set, because a
 * small set is summed faster than the symbols are stored, and thousands of simulated nodes share
 * one heap.
 */
final class RatelessSketch {

  /** Enough for differences of some 3,000 items; 80 KiB. */
  static final int MAX_KEPT = 4_096;

  private static final int MIN_KEPT = 64;

  /** Sets smaller than this keep no symbols at all. */
  private static final int ITEMS_WORTH_KEEPING = 64;

  private static final long[] NO_SUMS = {};
  private static final int[] NO_COUNTS = {};

  private long[] idSums = NO_SUMS;
  private long[] checkSums = NO_SUMS;
  private int[] counts = NO_COUNTS;
  private long items;
  private long fingerprint;

  /** What an item adds to the fingerprint of any set it is in. */
  static long fingerprintOf(long item) {
    return ItemIds.checksum(~item);
  }

  /** Puts an item in; it must not be in already. */
  void add(long item) {
    count(item);
    sum(item);
  }

  /** The first, cheap half of {@link #add}: number and fingerprint, and not the symbols. */
  void count(long item) {
    items++;
    fingerprint += fingerprintOf(item);
  }

  /** The other half: the symbols. */
  void sum(long item) {
    sum(item, 1, 0, counts.length);
  }

  /** Takes an item out; it must be in. */
  void remove(long item) {
    discount(item);
    subtract(item);
  }

  /** The first half of {@link #remove}. */
  void discount(long item) {
    items--;
    fingerprint -= fingerprintOf(item);
  }

  /** The other half. */
  void subtract(long item) {
    sum(item, -1, 0, counts.length);
  }

  private void sum(long item, int sign, int from, int to) {
    long check = ItemIds.checksum(item);
    SymbolIndexes indexes = new SymbolIndexes(item);
    for (int i = 0; i < to; i = indexes.advance()) {
      if (i >= from) {
        idSums[i] ^= item;
        checkSums[i] ^= check;
        counts[i] += sign;
      }
    }
  }

  /** Number of items. */
  long items() {
    return items;
  }

  /** Differs between different sets but for chance, and does not depend on the order of changes. */
  long fingerprint() {
    return fingerprint;
  }

  /** Symbols that are kept up to date. */
  int kept() {
    return counts.length;
  }

  /** How many symbols a set of the present size should keep. */
  int worthKeeping() {
    if (items < ITEMS_WORTH_KEEPING) {
      return 0;
    }
    long target = Long.highestOneBit(items);
    return (int) Math.min(MAX_KEPT, Math.max(MIN_KEPT, target));
  }

  /**
   * Makes the first {@code length} symbols kept, or no fewer than are kept already.
   *
   * @param allItems the whole set
   */
  void extend(int length, long[] allItems) {
    int before = counts.length;
    if (length <= before) {
      return;
    }
    idSums = Arrays.copyOf(idSums, length);
    checkSums = Arrays.copyOf(checkSums, length);
    counts = Arrays.copyOf(counts, length);
    for (long item : allItems) {
      sum(item, 1, before, length);
    }
  }

  /** Puts an item in (sign 1) or takes it out (-1), in symbols from {@code first} on only. */
  void correct(long item, int sign, int first) {
    sum(item, sign, first, counts.length);
  }

  /** Symbol {@code index}, which must be kept. */
  CodedSymbol symbol(int index) {
    return new CodedSymbol(idSums[index], checkSums[index], counts[index]);
  }

  /** The same symbols, no longer following changes of this set. */
  RatelessSketch copy() {
    RatelessSketch copy = new RatelessSketch();
    copy.idSums = idSums.clone();
    copy.checkSums = checkSums.clone();
    copy.counts = counts.clone();
    copy.items = items;
    copy.fingerprint = fingerprint;
    return copy;
  }
}
