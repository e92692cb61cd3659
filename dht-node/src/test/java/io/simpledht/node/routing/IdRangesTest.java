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
      assertThat(both.list()).isEqualTo(ranges(left).list());
      for (int i = 0; i < IDS; i++) {
        assertThat(both.has(id(i))).isEqualTo(left.get(i));
      }
    }
  }

  @Test
  void shouldJoinWhatTouches() {
    BitSet set = new BitSet();
    set.set(3, 9);
    assertThat(ranges(set).list()).containsExactly(new IdRanges.Range(id(3), before(9)));
  }

  @Test
  void shouldCutOffWhatLiesOutside() {
    BitSet set = new BitSet();
    set.set(3, 9);
    assertThat(ranges(set).between(id(5), id(20)).list())
        .containsExactly(new IdRanges.Range(id(5), before(9)));
    assertThat(IdRanges.ALL.between(id(5), id(20)).list())
        .containsExactly(new IdRanges.Range(id(5), id(20)));
  }

  @Test
  void shouldRefuseARangeThatEndsBeforeItBegins() {
    assertThatThrownBy(() -> new IdRanges.Range(id(2), id(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("first must not be beyond last");
  }
}
