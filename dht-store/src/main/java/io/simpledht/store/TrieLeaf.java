package io.simpledht.store;

import java.util.Arrays;

/**
 * Up to {@link OrderedTrie#LEAF_MAX} elements in one sorted array without spare room. Immutable.
 */
final class TrieLeaf<T> extends TrieNode<T> {

  private final Object[] elements; // 1 to OrderedTrie.LEAF_MAX, sorted

  TrieLeaf(Object[] elements) {
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
  TrieNode<T> add(T element, int depth, WordOrder<T> order) {
    int found = find(element, order);
    if (found >= 0) {
      return this;
    }
    return elements.length < OrderedTrie.LEAF_MAX
        ? withInserted(element, ~found)
        : burst(depth, order).add(element, depth, order);
  }

  private TrieLeaf<T> withInserted(T element, int at) {
    Object[] grown = new Object[elements.length + 1];
    System.arraycopy(elements, 0, grown, 0, at);
    grown[at] = element;
    System.arraycopy(elements, at, grown, at + 1, elements.length - at);
    return new TrieLeaf<>(grown);
  }

  private TrieBranch<T> burst(int depth, WordOrder<T> order) {
    TrieBranch<T> branch = new TrieBranch<>();
    int start = 0;
    for (int end = 1; end <= elements.length; end++) {
      int digit = order.digit(at(start), depth);
      if (end == elements.length || order.digit(at(end), depth) != digit) {
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
    return elements.length == 1 ? null : without(found);
  }

  private TrieLeaf<T> without(int index) {
    Object[] shrunk = Arrays.copyOf(elements, elements.length - 1);
    System.arraycopy(elements, index + 1, shrunk, index, shrunk.length - index);
    return new TrieLeaf<>(shrunk);
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

  /** Itself: no leaf ever changes. */
  @Override
  TrieNode<T> copy() {
    return this;
  }

  @Override
  boolean visit(OrderedTrie.Walk<T> walk, int depth, boolean low, boolean high) {
    for (int i = low ? firstFrom(walk.from(), walk.order()) : 0; i < elements.length; i++) {
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
    int high = elements.length;
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
    System.arraycopy(elements, 0, target, at, elements.length);
    return at + elements.length;
  }
}
