package io.simpledht.node.sync;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.SipHash;
import io.simpledht.protocol.Version;

/**
 * Item ids and their checksums: what a sketch sums. Both are part of the protocol, see
 * docs/SKETCH.md; all nodes must compute the same.
 *
 * <p>Who writes an entry chooses its key and version. If he could choose the item as well he could
 * give his entry the item of somebody else's; in a sum the two would cancel, and comparisons would
 * never show that either is missing. So items are made by SipHash-2-4 (Aumasson and Bernstein, "A
 * fast short-input PRF", 2012). Its key is known to all, so it is no secret function here; but no
 * way is known to find an input for a given item that is shorter than trying.
 */
final class ItemIds {

  /**
   * Keys the item hash of protocol version 1, so that another version's items cannot be confused.
   */
  private static final long ITEM_KEY_0 = 0x53_69_6D_70_6C_65_44_31L; // "SimpleD1"

  private static final long ITEM_KEY_1 = 0x69_74_65_6D_68_61_73_68L; // "itemhash"

  private static final long CHECK_KEY = 0x63_68_65_63_6B_73_75_6DL; // "checksum"

  private ItemIds() {}

  /** The item that stands for an entry: a hash of its key's place and its version. */
  static long of(Entry entry) {
    return of(entry.key().id(), entry.version());
  }

  static long of(Id place, Version version) {
    SipHash hash = new SipHash(ITEM_KEY_0, ITEM_KEY_1);
    for (int i = 0; i < 4; i++) {
      hash.add(place.word(i));
    }
    hash.add(version.clock());
    hash.add(version.writer());
    return hash.end();
  }

  /** Tells a single item in a symbol from the sum of several. */
  static long checksum(long item) {
    return mix(mix(item ^ CHECK_KEY) + ITEM_KEY_0);
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood, "Fast Splittable Generators", 2014). */
  static long mix(long value) {
    long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
