package io.simpledht.store;

/** One child for each value of the next digit. Changes in place. */
final class TrieBranch<T> extends TrieNode<T> {

  private final Object[] children = new Object[WordOrder.RADIX]; // null where empty
  private int size;

  @SuppressWarnings("unchecked") // only nodes of type T are ever put into the array
  private TrieNode<T> child(int digit) {
    return (TrieNode<T>) children[digit];
  }

  /** Takes a leaf in a place that is empty. */
  void adopt(int digit, TrieLeaf<T> leaf) {
    children[digit] = leaf;
    size += leaf.size();
  }

  @Override
  int size() {
    return size;
  }

  @Override
  TrieNode<T> add(T element, int depth, WordOrder<T> order) {
    int digit = order.digit(element, depth);
    TrieNode<T> child = child(digit);
    if (child == null) {
      adopt(digit, new TrieLeaf<>(new Object[] {element}));
    } else {
      int before = child.size();
      replace(digit, before, child.add(element, depth + 1, order));
    }
    return this;
  }

  @Override
  TrieNode<T> remove(T element, int depth, WordOrder<T> order) {
    int digit = order.digit(element, depth);
    TrieNode<T> child = child(digit);
    if (child == null) {
      return this;
    }
    int before = child.size();
    replace(digit, before, child.remove(element, depth + 1, order));
    return size <= OrderedTrie.COLLAPSE_AT ? collapsed() : this;
  }

  private void replace(int digit, int sizeBefore, TrieNode<T> child) {
    children[digit] = child;
    size += (child == null ? 0 : child.size()) - sizeBefore;
  }

  private TrieLeaf<T> collapsed() {
    Object[] elements = new Object[size];
    copyTo(elements, 0);
    return new TrieLeaf<>(elements);
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
  TrieNode<T> copy() {
    TrieBranch<T> copy = new TrieBranch<>();
    copy.size = size;
    for (int i = 0; i < children.length; i++) {
      copy.children[i] = children[i] == null ? null : child(i).copy();
    }
    return copy;
  }

  @Override
  boolean visit(OrderedTrie.Walk<T> walk, int depth, boolean low, boolean high) {
    int start = low ? walk.order().digitOfBound(walk.from(), depth) : 0;
    int end = high ? walk.order().digitOfBound(walk.to(), depth) : WordOrder.RADIX - 1;
    for (int i = start; i <= end; i++) {
      TrieNode<T> child = child(i);
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
