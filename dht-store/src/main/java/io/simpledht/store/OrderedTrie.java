package io.simpledht.store;

import java.util.Arrays;
import java.util.function.Predicate;

/*
 * Design
 * ------
 * A burst trie (Heinz, Zobel, Williams: "Burst Tries", 2002) over the bits of the elements. A leaf is a
 * sorted array of at most LEAF_MAX elements with no spare room. A leaf that overflows bursts into a branch
 * of 16 leaves, one for each value of the next 4 bits. A branch that shrinks to COLLAPSE_AT elements is
 * a leaf again; the gap between the two numbers keeps one element from bursting and collapsing for ever.
 *
 * Why not a TreeMap: it costs 40 bytes for each element and compares ids about 20 times to find one of
 * a million. Here the place of an element in the tree is read off its own bits: with a million
 * SHA-256 ids, four array reads lead to a leaf of 15, which a binary search of four comparisons ends.
 * The cost is 4 bytes for each reference and 1 to 10 for its share of leaves and branches.
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
  private Node<T> root; // null when empty

  OrderedTrie(WordOrder<T> order) {
    this.order = order;
  }

  int size() {
    return root == null ? 0 : root.size();
  }

  /** Adds an element; nothing happens if it is there. */
  void add(T element) {
    root = root == null ? new Leaf<>(new Object[] {element}) : root.add(element, 0, order);
  }

  /** Removes the element that equals this one in order; nothing happens if there is none. */
  void remove(T element) {
    root = root == null ? null : root.remove(element, 0, order);
  }

  /** The smallest element, or null if there is none. */
  T first() {
    return root == null ? null : root.first();
  }

  /** Shows the elements between two bounds, both included, in order until the visitor returns false. */
  void visit(long[] from, long[] to, Predicate<? super T> visitor) {
    if (root != null) {
      root.visit(new Walk<>(order, from, to, visitor), 0, true, true);
    }
  }

  /** What stays the same all through one walk. */
  private record Walk<T>(
      WordOrder<T> order, long[] from, long[] to, Predicate<? super T> visitor) {}

  private abstract static sealed class Node<T> permits Leaf, Branch {

    abstract int size();

    /** Returns what takes this node's place. */
    abstract Node<T> add(T element, int depth, WordOrder<T> order);

    /** Returns what takes this node's place, null if nothing is left. */
    abstract Node<T> remove(T element, int depth, WordOrder<T> order);

    abstract T first();

    /**
     * Shows the elements of this node.
     *
     * @param low whether the lower bound lies within this node
     * @param high whether the upper bound lies within this node
     * @return false to end the walk
     */
    abstract boolean visit(Walk<T> walk, int depth, boolean low, boolean high);

    /** Copies all elements in order to {@code target} from {@code at} on; returns where it ended. */
    abstract int copyTo(Object[] target, int at);
  }

  private static final class Leaf<T> extends Node<T> {

    private final Object[] elements; // 1 to LEAF_MAX, sorted

    Leaf(Object[] elements) {
      this.elements = elements;
    }

    @SuppressWarnings("unchecked") // only elements of type T are ever put into the array
    private T at(int index) {
      return (T) elements[index];
    }

    @Override
    int size() {
      return elements.length;
    }

    @Override
    Node<T> add(T element, int depth, WordOrder<T> order) {
      int found = find(element, order);
      if (found >= 0) {
        return this;
      }
      return elements.length < LEAF_MAX
          ? withInserted(element, ~found)
          : burst(depth, order).add(element, depth, order);
    }

    private Leaf<T> withInserted(T element, int at) {
      Object[] grown = new Object[elements.length + 1];
      System.arraycopy(elements, 0, grown, 0, at);
      grown[at] = element;
      System.arraycopy(elements, at, grown, at + 1, elements.length - at);
      return new Leaf<>(grown);
    }

    private Branch<T> burst(int depth, WordOrder<T> order) {
      Branch<T> branch = new Branch<>();
      int start = 0;
      for (int end = 1; end <= elements.length; end++) {
        int digit = order.digit(at(start), depth);
        if (end == elements.length || order.digit(at(end), depth) != digit) {
          branch.adopt(digit, new Leaf<>(Arrays.copyOfRange(elements, start, end)));
          start = end;
        }
      }
      return branch;
    }

    @Override
    Node<T> remove(T element, int depth, WordOrder<T> order) {
      int found = find(element, order);
      if (found < 0) {
        return this;
      }
      return elements.length == 1 ? null : without(found);
    }

    private Leaf<T> without(int index) {
      Object[] shrunk = Arrays.copyOf(elements, elements.length - 1);
      System.arraycopy(elements, index + 1, shrunk, index, shrunk.length - index);
      return new Leaf<>(shrunk);
    }

    /** The index of the element, or the complement of where it belongs. */
    private int find(T element, WordOrder<T> order) {
      int low = 0;
      int high = elements.length - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        int compared = order.compare(at(middle), element);
        if (compared == 0) {
          return middle;
        }
        low = compared < 0 ? middle + 1 : low;
        high = compared < 0 ? high : middle - 1;
      }
      return ~low;
    }

    @Override
    T first() {
      return at(0);
    }

    @Override
    boolean visit(Walk<T> walk, int depth, boolean low, boolean high) {
      for (int i = 0; i < elements.length; i++) {
        T element = at(i);
        if (high && walk.order.compareToBound(element, walk.to) > 0) {
          return false;
        }
        boolean below = low && walk.order.compareToBound(element, walk.from) < 0;
        if (!below && !walk.visitor.test(element)) {
          return false;
        }
      }
      return true;
    }

    @Override
    int copyTo(Object[] target, int at) {
      System.arraycopy(elements, 0, target, at, elements.length);
      return at + elements.length;
    }
  }

  private static final class Branch<T> extends Node<T> {

    private final Object[] children = new Object[WordOrder.RADIX]; // null where empty
    private int size;

    @SuppressWarnings("unchecked") // only nodes of type T are ever put into the array
    private Node<T> child(int digit) {
      return (Node<T>) children[digit];
    }

    /** Takes a leaf in a place that is empty. */
    void adopt(int digit, Leaf<T> leaf) {
      children[digit] = leaf;
      size += leaf.size();
    }

    @Override
    int size() {
      return size;
    }

    @Override
    Node<T> add(T element, int depth, WordOrder<T> order) {
      int digit = order.digit(element, depth);
      Node<T> child = child(digit);
      if (child == null) {
        adopt(digit, new Leaf<>(new Object[] {element}));
      } else {
        int before = child.size();
        replace(digit, before, child.add(element, depth + 1, order));
      }
      return this;
    }

    @Override
    Node<T> remove(T element, int depth, WordOrder<T> order) {
      int digit = order.digit(element, depth);
      Node<T> child = child(digit);
      if (child == null) {
        return this;
      }
      int before = child.size();
      replace(digit, before, child.remove(element, depth + 1, order));
      return size <= COLLAPSE_AT ? collapsed() : this;
    }

    private void replace(int digit, int sizeBefore, Node<T> child) {
      children[digit] = child;
      size += (child == null ? 0 : child.size()) - sizeBefore;
    }

    private Leaf<T> collapsed() {
      Object[] elements = new Object[size];
      copyTo(elements, 0);
      return new Leaf<>(elements);
    }

    @Override
    T first() {
      int digit = 0;
      while (children[digit] == null) {
        digit++;
      }
      return child(digit).first();
    }

    @Override
    boolean visit(Walk<T> walk, int depth, boolean low, boolean high) {
      int start = low ? walk.order.digit(walk.from, depth) : 0;
      int end = high ? walk.order.digit(walk.to, depth) : WordOrder.RADIX - 1;
      for (int i = start; i <= end; i++) {
        Node<T> child = child(i);
        boolean more =
            child == null || child.visit(walk, depth + 1, low && i == start, high && i == end);
        if (!more) {
          return false;
        }
      }
      return true;
    }

    @Override
    int copyTo(Object[] target, int at) {
      int end = at;
      for (int i = 0; i < children.length; i++) {
        end = children[i] == null ? end : child(i).copyTo(target, end);
      }
      return end;
    }
  }
}
