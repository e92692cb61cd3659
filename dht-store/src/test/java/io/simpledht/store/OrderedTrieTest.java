package io.simpledht.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the trie with a {@link TreeSet} over seeded random operations. */
class OrderedTrieTest {

  private static final int OPERATIONS = 30_000;
  private static final int CHECK_EVERY = 500;

  /** How the elements are spread: each stresses another part of the tree. */
  enum Spread {
    UNIFORM(random -> new long[] {random.nextLong(), random.nextLong()}),
    /** So few that most operations find their element. */
    DENSE(random -> new long[] {0, random.nextInt(400)}),
    /** Few enough to hover around one leaf, which bursts and collapses. */
    ONE_LEAF(random -> new long[] {random.nextInt(100), 7}),
    /** As keys ground to share a prefix, or times of one day. */
    SHARED_PREFIX(random -> new long[] {0x0123_4567_89AB_0000L | random.nextInt(3), half(random)}),
    /** Around the sign bit, where signed and unsigned order differ. */
    EXTREMES(random -> new long[] {(long) random.nextInt(40) << 58, -random.nextInt(40)});

    private final Function<Random, long[]> draw;

    Spread(Function<Random, long[]> draw) {
      this.draw = draw;
    }

    private static long half(Random random) {
      return random.nextInt() & 0xFFFF_FFFFL;
    }
  }

  private static final WordOrder<long[]> ORDER =
      new WordOrder<>() {
        @Override
        int words() {
          return 2;
        }

        @Override
        long word(long[] element, int index) {
          return element[index];
        }
      };

  private final OrderedTrie<long[]> trie = new OrderedTrie<>(ORDER);
  private final TreeSet<long[]> model = new TreeSet<>(Arrays::compareUnsigned);

  @ParameterizedTest
  @EnumSource
  @DisplayName("holds what a TreeSet holds, in the same order, while it grows and shrinks")
  void shouldAgreeWithTreeSet(Spread spread) {
    Random random = new Random(42);
    for (int i = 0; i < OPERATIONS; i++) {
      boolean growing = i / (OPERATIONS / 4) % 2 == 0;
      boolean add = random.nextInt(10) < (growing ? 7 : 2);
      change(add, pick(add, spread, random));
      assertThat(trie.size()).isEqualTo(model.size());
      assertThat(trie.first()).isEqualTo(model.isEmpty() ? null : model.first());
      if (i % CHECK_EVERY == 0) {
        checkRanges(spread, random);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "is empty again when all its elements are gone, in ascending order as expiry takes them")
  void shouldDrainFromTheFront(Spread spread) {
    Random random = new Random(43);
    for (int i = 0; i < 5_000; i++) {
      change(true, spread.draw.apply(random));
    }
    while (!model.isEmpty()) {
      assertThat(trie.first()).isEqualTo(model.first());
      change(false, model.first());
    }
    assertThat(trie.size()).isZero();
    assertThat(trie.first()).isNull();
  }

  private void change(boolean add, long[] element) {
    if (add) {
      trie.add(element);
      model.add(element);
    } else {
      trie.remove(element);
      model.remove(element);
    }
  }

  /** Removes mostly aim at what is there, so that the trie shrinks. */
  private long[] pick(boolean add, Spread spread, Random random) {
    long[] drawn = spread.draw.apply(random);
    long[] near = add || random.nextInt(10) == 0 ? null : model.ceiling(drawn);
    return near == null ? drawn : near.clone();
  }

  private void checkRanges(Spread spread, Random random) {
    checkRange(new long[] {0, 0}, new long[] {-1, -1});
    for (int i = 0; i < 20; i++) {
      long[] from = pick(random.nextBoolean(), spread, random);
      long[] to = pick(random.nextBoolean(), spread, random);
      if (Arrays.compareUnsigned(from, to) <= 0) {
        checkRange(from, to);
      }
    }
  }

  private void checkRange(long[] from, long[] to) {
    List<long[]> expected = List.copyOf(model.subSet(from, true, to, true));
    assertThat(visit(from, to, Integer.MAX_VALUE)).containsExactlyElementsOf(expected);
    int half = expected.size() / 2;
    assertThat(visit(from, to, half + 1))
        .containsExactlyElementsOf(expected.subList(0, Math.min(half + 1, expected.size())));
  }

  private List<long[]> visit(long[] from, long[] to, int limit) {
    List<long[]> seen = new ArrayList<>();
    trie.visit(
        from,
        to,
        element -> {
          seen.add(element);
          return seen.size() < limit;
        });
    return seen;
  }
}
