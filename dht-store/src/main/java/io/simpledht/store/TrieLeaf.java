package io.simpledht.store;

import java.util.Arrays;

/**
 * Up to {@link OrderedTrie#LEAF_MAX} elements in one sorted array with hardly any spare room. Once
 * several tries share it, it does not change any more.
 */
final class TrieLeaf<T> extends TrieNode<T> {

  /** Room for so many is made at a time: making it for each would copy the leaf each time. */
  private static final int STEP = 8;

  private Object[] elements; // sorted, and null from size on
  private int size; // 1 to OrderedTrie.LEAF_MAX
  private boolean shared;

  /** A leaf of these elements, at least one, sorted; takes the array. */
  TrieLeaf(Object[] elements) {
    this.elements = elements;
    this.size = elements.length;
  }

  @SuppressWarnings("unchecked") // only elements of type T are ever put into the array
  private T at(int index) {
    return (T) elements[index];
  }

  @Override
  int size() {
    return size;
  }

  @Override
  TrieNode<T> add(T element, int depth, WordOrder<T> order) {
    int found = find(element, order);
    if (found >= 0) {
      return this;
    }
    if (size == OrderedTrie.LEAF_MAX) {
      return burst(depth, order).add(element, depth, order);
    }
    TrieLeaf<T> target = shared ? new TrieLeaf<>(Arrays.copyOf(elements, size)) : this;
    target.insert(element, ~found);
    return target;
  }

  private void insert(T element, int at) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, Math.min(OrderedTrie.LEAF_MAX, size + STEP));
    }
    System.arraycopy(elements, at, elements, at + 1, size - at);
    elements[at] = element;
    size++;
  }

  private TrieBranch<T> burst(int depth, WordOrder<T> order) {
    TrieBranch<T> branch = new TrieBranch<>();
    int start = 0;
    for (int end = 1; end <= size; end++) {
      int digit = order.digit(at(start), depth);
      if (end == size || order.digit(at(end), depth) != digit) {
        branch.adopt(digit, new TrieLeaf<>(Arrays.copyOfRange(elements, start, end)));
        start = end;
      }
    }
    return branch;
  }

  @Override
  TrieNode<T> remove(T element, int depth, WordOrder<T> order) {
    int found = find(element, order);
    if (found < 0) {
      return this;
    }
    return size == 1 ? null : without(found);
  }

  private TrieLeaf<T> without(int index) {
    Object[] shrunk = Arrays.copyOf(elements, size - 1);
    System.arraycopy(elements, index + 1, shrunk, index, shrunk.length - index);
    return new TrieLeaf<>(shrunk);
  }

  /** The index of the element, or the complement of where it belongs. */
  private int find(T element, WordOrder<T> order) {
    int low = 0;
    int high = size - 1;
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

  /** Itself: no shared leaf ever changes. */
  @Override
  TrieNode<T> copy() {
    shared = true;
    return this;
  }

  @Override
  boolean visit(OrderedTrie.Walk<T> walk, int depth, boolean low, boolean high) {
    for (int i = low ? firstFrom(walk.from(), walk.order()) : 0; i < size; i++) {
      T element = at(i);
      boolean above = high && walk.order().compareToBound(element, walk.to()) > 0;
      if (above || !walk.visitor().test(element)) {
        return false;
      }
    }
    return true;
  }

  /** The index of the first element that is not below the bound. */
  private int firstFrom(long[] bound, WordOrder<T> order) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (order.compareToBound(at(middle), bound) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  int copyTo(Object[] target, int at) {
    System.arraycopy(elements, 0, target, at, size);
    return at + size;
  }
}
