package io.simpledht.node.routing;

import io.simpledht.protocol.Id;

/**
 * Which parts of the id space one node of several is to hold: where fewer than {@code factor}
 * others are closer.
 *
 * <p>Ids that part from the node's at one bit lie in a subtree beside it. Whoever lives in there is
 * closer to them than the node is, and of those who share the node's side of that bit, the ones
 * that part from it where the id goes the other way as well. So the answer follows from the bits of
 * the id one after the other, and most subtrees need no second look.
 */
final class Holdings {

  private final SortedContacts nodes;
  private final Id node;
  private final int factor;
  private final int bitsApart;
  private final int itself;
  private final IdRanges.Builder found = new IdRanges.Builder();

  private Holdings(SortedContacts nodes, Id node, int factor) {
    this.nodes = nodes;
    this.node = node;
    this.factor = factor;
    this.bitsApart = nodes.bitsApart(node);
    this.itself = nodes.indexOf(node) >= 0 ? 1 : 0;
  }

  static IdRanges of(SortedContacts nodes, Id node, int factor) {
    Holdings holdings = new Holdings(nodes, node, factor);
    holdings.along(Id.ZERO, 0);
    return holdings.found.build();
  }

  /** Ids that begin with the first {@code bits} bits of the node's own: {@code prefix}. */
  private void along(Id prefix, int bits) {
    if (bits == bitsApart) {
      add(prefix, bits); // nobody is closer
      return;
    }
    Id upper = prefix.withBitFlipped(bits);
    if (node.bit(bits)) {
      beside(prefix, bits + 1, nodes.count(prefix, bits + 1));
      along(upper, bits + 1);
    } else {
      along(prefix, bits + 1);
      beside(upper, bits + 1, nodes.count(upper, bits + 1));
    }
  }

  /**
   * Ids that begin with {@code prefix} and part from the node's.
   *
   * @param closer nodes that are closer to all of them
   */
  private void beside(Id prefix, int bits, int closer) {
    if (closer >= factor) {
      return;
    }
    int mayBeCloser = nodes.count(node, bits) - itself;
    if (closer + mayBeCloser < factor) {
      add(prefix, bits);
      return;
    }
    int other = closer + nodes.countBeside(node, bits);
    boolean up = node.bit(bits);
    beside(prefix, bits + 1, up ? other : closer);
    beside(prefix.withBitFlipped(bits), bits + 1, up ? closer : other);
  }

  private void add(Id prefix, int bits) {
    found.add(prefix, prefix.withTail(bits, Id.MAX));
  }
}
