package io.simpledht.store;

/**
 * An order in which every element reads as the same number of unsigned 64-bit words, most
 * significant first. Two elements are the same one exactly if all their words are equal.
 */
abstract class WordOrder<T> {

  /** Bits that one level of an {@link OrderedTrie} decides. */
  static final int DIGIT_BITS = 4;

  /** Values a digit can take. */
  static final int RADIX = 1 << DIGIT_BITS;

  private static final int DIGITS_PER_WORD = Long.SIZE / DIGIT_BITS;

  /** How many words an element has. */
  abstract int words();

  /** One word of an element, 0 being the most significant. */
  abstract long word(T element, int index);

  /** The digit that decides at {@code depth}, 0 being the most significant. */
  final int digit(T element, int depth) {
    return digitOf(word(element, depth / DIGITS_PER_WORD), depth);
  }

  /** As {@link #digit(Object, int)}, of an element spelled as its words. */
  final int digitOfBound(long[] bound, int depth) {
    return digitOf(bound[depth / DIGITS_PER_WORD], depth);
  }

  private static int digitOf(long word, int depth) {
    int shift = Long.SIZE - DIGIT_BITS * (depth % DIGITS_PER_WORD + 1);
    return (int) (word >>> shift) & RADIX - 1;
  }

  final int compare(T left, T right) {
    int order = 0;
    for (int i = 0; i < words() && order == 0; i++) {
      order = Long.compareUnsigned(word(left, i), word(right, i));
    }
    return order;
  }

  /** As {@link #compare}, with an element spelled as its words. */
  final int compareToBound(T element, long[] bound) {
    int order = 0;
    for (int i = 0; i < bound.length && order == 0; i++) {
      order = Long.compareUnsigned(word(element, i), bound[i]);
    }
    return order;
  }
}
