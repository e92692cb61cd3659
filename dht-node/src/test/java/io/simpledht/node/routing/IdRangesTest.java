package io.simpledht.node.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.protocol.Id;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Ranges do what sets of their ids would. */
class IdRangesTest {

  private static final int IDS = 60;

  private final SplittableRandom random = new SplittableRandom(1);

  private static Id id(int number) {
    return Id.ofWords(number, 0, 0, 0);
  }

  /** The last id before {@code number}. */
  private static Id before(int number) {
    return Id.ofWords(number - 1, -1, -1, -1);
  }

  private BitSet set() {
    BitSet set = new BitSet(IDS);
    random.ints(30, 1, IDS).forEach(set::set);
    return set;
  }

  private static IdRanges ranges(BitSet set) {
    IdRanges.Builder builder = new IdRanges.Builder();
    set.stream().forEach(one -> builder.add(id(one), before(one + 1)));
    return builder.build();
  }

  @Test
  void shouldIntersectAsSetsDo() {
    for (int round = 0; round < 200; round++) {
      BitSet left = set();
      BitSet right = set();
      IdRanges both = ranges(left).and(ranges(right));
      left.and(right);
      assertThat(both.list())
          .usingRecursiveFieldByFieldElementComparator()
          .isEqualTo(ranges(left).list());
      for (int i = 0; i < IDS; i++) {
        assertThat(both.has(id(i))).isEqualTo(left.get(i));
      }
    }
  }

  private static void assertOne(IdRanges ranges, Id first, Id last) {
    assertThat(ranges.list()).hasSize(1);
    assertThat(ranges.list().get(0).first()).isEqualTo(first);
    assertThat(ranges.list().get(0).last()).isEqualTo(last);
    assertThat(ranges.list().get(0).isWhole()).isTrue();
  }

  @Test
  void shouldJoinWhatTouches() {
    BitSet set = new BitSet();
    set.set(3, 9);
    assertOne(ranges(set), id(3), before(9));
  }

  @Test
  void shouldCutOffWhatLiesOutside() {
    BitSet set = new BitSet();
    set.set(3, 9);
    assertOne(ranges(set).between(id(5), id(20)), id(5), before(9));
    assertOne(IdRanges.ALL.between(id(5), id(20)), id(5), id(20));
  }

  @Test
  void shouldKeepFiltersWhateverIsCutOff() {
    IdRanges.Builder even = new IdRanges.Builder();
    even.add(id(2), before(9), id -> id.word(0) % 2 == 0);
    even.add(id(9), before(20));
    IdRanges.Builder third = new IdRanges.Builder();
    third.add(id(3), before(30), id -> id.word(0) % 3 == 0);
    IdRanges both = even.build().and(third.build());
    for (int i = 0; i < 40; i++) {
      boolean inEven = i >= 2 && i < 9 && i % 2 == 0 || i >= 9 && i < 20;
      assertThat(even.build().has(id(i))).isEqualTo(inEven);
      assertThat(both.has(id(i))).isEqualTo(inEven && i >= 3 && i % 3 == 0);
      assertThat(both.between(id(5), id(10)).has(id(i)))
          .isEqualTo(i >= 5 && i <= 10 && both.has(id(i)));
    }
  }

  @Test
  void shouldRefuseARangeThatEndsBeforeItBegins() {
    assertThatThrownBy(() -> IdRanges.ALL.between(id(2), id(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("first must not be beyond last");
  }
}
