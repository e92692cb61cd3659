package io.simpledht.node.sync;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Version;

/**
 * Item ids and their checksums: what a sketch sums. Both are part of the protocol, see
 * docs/SKETCH.md; all nodes must compute the same.
 */
final class ItemIds {

  /**
   * Keys the item hash of protocol version 1, so that another version's items cannot be confused.
   */
  private static final long ITEM_KEY = 0x53_69_6D_70_6C_65_44_31L; // "SimpleD1"

  private static final long CHECK_KEY = 0x63_68_65_63_6B_73_75_6DL; // "checksum"

  private ItemIds() {}

  /** The item that stands for an entry: a hash of its key's place and its version. */
  static long of(Entry entry) {
    return of(entry.key().id(), entry.version());
  }

  static long of(Id place, Version version) {
    long hash = ITEM_KEY;
    for (int i = 0; i < 4; i++) {
      hash = mix(hash ^ place.word(i));
    }
    hash = mix(hash ^ version.clock());
    return mix(hash ^ version.writer());
  }

  /** Tells a single item in a symbol from the sum of several. */
  static long checksum(long item) {
    return mix(mix(item ^ CHECK_KEY) + ITEM_KEY);
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood, "Fast Splittable Generators", 2014). */
  static long mix(long value) {
    long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
