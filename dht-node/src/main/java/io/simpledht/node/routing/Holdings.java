package io.simpledht.node.routing;

import io.simpledht.protocol.Id;
import java.util.function.Predicate;

/**
 * Which parts of the id space one node of several is to hold: where fewer than {@code factor}
 * others are closer.
 *
 * <p>Ids that part from the node's at one bit lie in a subtree beside it. Whoever lives in there is
 * closer to them than the node is, and of those who share the node's side of that bit, the ones
 * that part from it where the id goes the other way as well. So the answer follows from the bits of
 * the id one after the other, and most subtrees need no second look.
 *
 * <p>Where two nodes' ids agree in many bits, which of them is closer depends on a bit far down,
 * and changes from one id to the next but a few. Anybody may choose such an id. So after a number
 * of steps what is left of a subtree counts as held in part, and is asked about id by id.
 */
final class Holdings {

  /** Looks at parts of one subtree. */
  private static final int MAX_STEPS = 128;

  /** Subtrees beside the node's own path; further down there are no keys. */
  private static final int MAX_BITS = 64;

  private final Surroundings around;
  private final Id node;
  private final int factor;
  private final Predicate<Id> held;
  private final int itself;
  private final IdRanges.Builder found = new IdRanges.Builder();
  private int steps;

  private Holdings(Surroundings around, int factor, Predicate<Id> held) {
    this.around = around;
    this.node = around.id();
    this.factor = factor;
    this.held = held;
    this.itself = around.sharing(Id.BITS);
  }

  /**
   * @param around the nodes around the one that holds
   * @param held the same answer for a single id
   */
  static IdRanges of(Surroundings around, int factor, Predicate<Id> held) {
    Holdings holdings = new Holdings(around, factor, held);
    holdings.along(Id.ZERO, 0);
    return holdings.found.build();
  }

  /** Ids that begin with the first {@code bits} bits of the node's own: {@code prefix}. */
  private void along(Id prefix, int bits) {
    if (bits == around.bitsApart()) {
      add(prefix, bits, null); // nobody is closer
      return;
    }
    if (bits == MAX_BITS) {
      add(prefix, bits, held);
      return;
    }
    Id upper = prefix.withBitFlipped(bits);
    if (node.bit(bits)) {
      beside(prefix, bits + 1);
      along(upper, bits + 1);
    } else {
      along(prefix, bits + 1);
      beside(upper, bits + 1);
    }
  }

  /** Ids that begin with {@code prefix} and part from the node's at its last bit. */
  private void beside(Id prefix, int bits) {
    steps = 0;
    beside(prefix, bits, around.beside(bits - 1));
  }

  /**
   * Ids that begin with {@code prefix} and part from the node's somewhere in it.
   *
   * @param closer nodes that are closer to all of them
   */
  private void beside(Id prefix, int bits, int closer) {
    if (closer >= factor) {
      return;
    }
    int mayBeCloser = around.sharing(bits) - itself;
    if (closer + mayBeCloser < factor) {
      add(prefix, bits, null);
      return;
    }
    steps++;
    if (steps > MAX_STEPS) {
      add(prefix, bits, held);
      return;
    }
    int other = closer + around.beside(bits);
    boolean up = node.bit(bits);
    beside(prefix, bits + 1, up ? other : closer);
    beside(prefix.withBitFlipped(bits), bits + 1, up ? closer : other);
  }

  private void add(Id prefix, int bits, Predicate<Id> filter) {
    found.add(prefix, prefix.withTail(bits, Id.MAX), filter);
  }
}
