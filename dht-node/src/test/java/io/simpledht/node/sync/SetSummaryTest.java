package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.routing.IdRanges;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.GetSymbols;
import io.simpledht.protocol.message.Symbols;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What may be asked of a set, whatever its size, without holding up the loop. */
class SetSummaryTest {

  private static final int SMALL = 5_000;
  private static final int LARGE = SyncPlan.MAX_SUMMED + 1;
  private static final Id MIDDLE = Id.ZERO.withBitFlipped(0);

  private NodeUnderTest node;
  private SyncContext context;
  private SetSummary summary;

  private void of(int entries) {
    node = new NodeUnderTest(entries);
    context = node.context(SharedKeys.ALL);
    summary = context.summary();
  }

  private Symbols ask(long state, int first, int count) {
    return summary
        .symbols(new GetSymbols(Id.ZERO, Id.MAX, state, first, count), Optional.empty())
        .orElseThrow();
  }

  private void write() {
    Bytes value = Bytes.wrap(new byte[1]);
    context.replica().merge(Entry.value(Key.of("new"), value, Version.of(2, 0, 1), Entry.NEVER));
  }

  @Test
  void shouldSumTheSymbolsOfASmallSetWhenAskedFor() {
    of(SMALL);
    long state = ask(0, 0, 10).state();
    assertThat(ask(state, RatelessSketch.MAX_KEPT, 42).symbols()).hasSize(42);
    assertThat(ask(state, SyncPlan.MAX_SUMMED - 42, 42).symbols()).hasSize(42);
    assertThat(ask(state, SyncPlan.MAX_SUMMED - 41, 42).symbols()).isEmpty();
    assertThat(ask(state, GetSymbols.MAX_INDEX - 42, 42).symbols()).isEmpty();
  }

  @Test
  void shouldAnswerForALargeSetWithWhatIsKeptOfItOnly() {
    of(LARGE);
    Symbols begun = ask(0, 0, 10);
    assertThat(begun.symbols()).hasSize(10);
    assertThat(ask(begun.state(), RatelessSketch.MAX_KEPT - 42, 42).symbols()).hasSize(42);
    Symbols beyond = ask(begun.state(), RatelessSketch.MAX_KEPT, 42);
    assertThat(beyond.symbols()).isEmpty();
    assertThat(beyond.state()).isEqualTo(begun.state());
    assertThat(beyond.items()).isEqualTo(LARGE);
  }

  @Test
  void shouldSayThatTheSetHasChangedOnceItCannotAnswerForWhatItWas() {
    of(SMALL);
    long state = ask(0, 0, 10).state();
    write();
    assertThat(ask(state, 10, 10).state()).as("a snapshot is kept").isEqualTo(state);
    Symbols unknown = ask(state + 1, 10, 10);
    assertThat(unknown.symbols()).isEmpty();
    assertThat(unknown.state()).isNotIn(state, state + 1);
  }

  @Test
  void shouldReadNothingToTellThatAPartIsTheSame() {
    of(LARGE);
    IdRanges upper = IdRanges.ALL.between(MIDDLE, Id.MAX);
    RangeSums.Outline outline = summary.outline(Id.ZERO, Id.MAX, Optional.of(upper));
    node.store.longestScan();
    Symbols same =
        summary
            .symbols(
                new GetSymbols(Id.ZERO, Id.MAX, outline.fingerprint(), 0, 42), Optional.of(upper))
            .orElseThrow();
    assertThat(same.symbols()).isEmpty();
    assertThat(same.state()).isEqualTo(outline.fingerprint());
    assertThat(same.items()).isEqualTo(outline.items()).isBetween(LARGE / 3L, LARGE * 2L / 3);
    assertThat(node.store.longestScan()).isZero();
  }

  @Test
  void shouldReadAPartOnlyWhereItLies() {
    of(LARGE);
    Id last = Id.ZERO.withTail(4, Id.MAX);
    Symbols part =
        summary
            .symbols(new GetSymbols(Id.ZERO, last, 0, 0, 42), Optional.of(IdRanges.ALL))
            .orElseThrow();
    node.store.longestScan();
    summary.symbols(new GetSymbols(Id.ZERO, last, part.state(), 42, 42), Optional.empty());
    write();
    summary.symbols(new GetSymbols(Id.ZERO, last, 0, 0, 42), Optional.of(IdRanges.ALL));
    assertThat(part.symbols()).hasSize(42);
    assertThat(node.store.longestScan()).isLessThan(LARGE / 8);
  }
}
