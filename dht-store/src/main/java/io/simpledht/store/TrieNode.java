package io.simpledht.store;

/**
 * A part of an {@link OrderedTrie}: all elements whose first digits spell the way to it. Never
 * empty.
 */
abstract sealed class TrieNode<T> permits TrieLeaf, TrieBranch {

  abstract int size();

  /** Returns what takes this node's place. */
  abstract TrieNode<T> add(T element, int depth, WordOrder<T> order);

  /** Returns what takes this node's place, null if nothing is left. */
  abstract TrieNode<T> remove(T element, int depth, WordOrder<T> order);

  abstract T first();

  /** The same elements in a node that changes to this one do not reach. */
  abstract TrieNode<T> copy();

  /**
   * Shows the elements of this node.
   *
   * @param low whether the lower bound lies within this node
   * @param high whether the upper bound lies within this node
   * @return false to end the walk
   */
  abstract boolean visit(OrderedTrie.Walk<T> walk, int depth, boolean low, boolean high);

  /** Copies all elements in order to {@code target} from {@code at} on; returns where it ended. */
  abstract int copyTo(Object[] target, int at);
}
