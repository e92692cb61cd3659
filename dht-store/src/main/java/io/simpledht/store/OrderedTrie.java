package io.simpledht.store;

import java.util.function.Predicate;

/*
 * Design
 * ------
 * A burst trie (Heinz, Zobel, Williams: "Burst Tries", 2002) over the bits of the elements. A leaf is a
 * sorted array of at most LEAF_MAX elements with room for a few more. A leaf that overflows bursts into a branch
 * of 16 leaves, one for each value of the next 4 bits. A branch that shrinks to COLLAPSE_AT elements is
 * a leaf again; the gap between the two numbers keeps one element from bursting and collapsing for ever.
 *
 * Why not a TreeMap: it costs 40 bytes for each element and compares ids about 20 times to find one of
 * a million. Here the place of an element in the tree is read off its own bits: with a million
 * SHA-256 ids, four array reads lead to a leaf of 15, which a binary search of four comparisons ends.
 * The cost is 4 bytes for each reference and 2 to 11 for its share of leaves and branches.
 *
 * Why not one directory of buckets that doubles: doubling stops the event loop for the time of a full
 * rebuild, and keys ground to share their first bits (65,536 hashes for each key of a 16-bit prefix, a
 * matter of milliseconds) pile up in one bucket. Here growth is always local, at most LEAF_MAX elements
 * move, and each further level costs the attacker 16 times more hashes for each key. The depth is
 * bounded by the bits of an element, so the recursion is too.
 *
 * An empty trie is two references, a small one a single array: the simulator keeps 100,000 stores.
 *
 * The same structure serves expiry, whose elements begin with the time and go on with the id. Elements
 * are removed exactly when they are overwritten, so unlike a heap with stale items it needs no clean-up,
 * cannot grow with overwrites and keeps no dead value alive. Times share their first bits, which makes a
 * chain of some ten branches that exists once.
 */
/** A sorted set for the event loop. It is compact, and cheap when empty. */
final class OrderedTrie<T> {

  /** Large enough to make headers cheap, small enough to insert by copying. */
  static final int LEAF_MAX = 64;

  /** Far enough below {@link #LEAF_MAX} that removing and adding one element does not rebuild. */
  static final int COLLAPSE_AT = LEAF_MAX / 4;

  private final WordOrder<T> order;
  private TrieNode<T> root; // null when empty

  OrderedTrie(WordOrder<T> order) {
    this(order, null);
  }

  private OrderedTrie(WordOrder<T> order, TrieNode<T> root) {
    this.order = order;
    this.root = root;
  }

  /**
   * A trie of the same elements that goes its own way from now on. Costs a copy of the branches,
   * one for some hundred elements; leaves are shared.
   */
  OrderedTrie<T> copy() {
    return new OrderedTrie<>(order, root == null ? null : root.copy());
  }

  int size() {
    return root == null ? 0 : root.size();
  }

  /** Adds an element; nothing happens if it is there. */
  void add(T element) {
    root = root == null ? new TrieLeaf<>(new Object[] {element}) : root.add(element, 0, order);
  }

  /** Removes the element that equals this one in order; nothing happens if there is none. */
  void remove(T element) {
    root = root == null ? null : root.remove(element, 0, order);
  }

  /** The smallest element, or null if there is none. */
  T first() {
    return root == null ? null : root.first();
  }

  /**
   * Shows the elements between two bounds, both included, in order until the visitor returns false.
   */
  void visit(long[] from, long[] to, Predicate<? super T> visitor) {
    if (root != null) {
      root.visit(new Walk<>(order, from, to, visitor), 0, true, true);
    }
  }

  /** What stays the same all through one walk. */
  record Walk<T>(WordOrder<T> order, long[] from, long[] to, Predicate<? super T> visitor) {}
}
