package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.testing.ScriptedPeer;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.message.CodedSymbol;
import io.simpledht.protocol.message.Envelope;
import io.simpledht.protocol.message.GetSymbols;
import io.simpledht.protocol.message.Symbols;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is too much for one session is compared in parts, and no partner can make it endless. */
class ComparisonTest {

  private static final int ENTRIES = 20_000;

  private final NodeUnderTest node = new NodeUnderTest(ENTRIES);
  private final ScriptedPeer partner = node.peer();
  private final SyncContext context =
      node.context(SharedKeys.of(() -> node.table.responsibility(node.contact(), 3)));
  private final List<SyncSession.End> ends = new ArrayList<>();
  private final List<GetSymbols> asked = new ArrayList<>();

  private void compare(Function<GetSymbols, Symbols> answers) {
    SyncScope scope = SyncScope.shared(node.table.responsibility(node.contact(), 3));
    new Comparison(
            context,
            scope,
            List.of(partner.contact()),
            false,
            Patience.ENDLESS,
            new SyncSession.Listener() {
              @Override
              public void onProgress(
                  long entries,
                  long expectedEntries,
                  long bytes,
                  long expectedBytes,
                  boolean finished) {}

              @Override
              public void onEnd(SyncSession.End end) {
                ends.add(end);
              }
            })
        .start();
    for (int i = 0; i < 5_000 && ends.isEmpty(); i++) {
      node.run(Duration.ofMillis(1));
      partner.received().stream()
          .filter(sent -> sent.message() instanceof GetSymbols)
          .forEach(sent -> answer(sent, answers));
      partner.received().clear();
    }
  }

  private void answer(Envelope sent, Function<GetSymbols, Symbols> answers) {
    GetSymbols request = (GetSymbols) sent.message();
    asked.add(request);
    partner.answer(node.transport.localAddress(), sent, answers.apply(request));
  }

  private static Symbols none(long state, long items) {
    return new Symbols(state, items, 0, List.of());
  }

  private RangeSums.Outline outline(Id from, Id to) {
    return context.summary().outline(from, to, context.shared().heldByBoth(partner.contact()));
  }

  @Test
  void shouldKnowEqualSetsByOneQuestionAndReadNothing() {
    outline(Id.ZERO, Id.MAX);
    node.store.longestScan();
    compare(request -> none(request.state(), ENTRIES));
    assertThat(ends).containsExactly(SyncSession.End.EQUAL);
    assertThat(asked).hasSize(1);
    assertThat(node.store.longestScan()).isZero();
  }

  @Test
  void shouldGiveUpOnAPartnerToWhomEverythingIsTooLarge() {
    compare(request -> none(~request.state(), outline(request.from(), request.to()).items()));
    assertThat(ends).containsExactly(SyncSession.End.FAILED);
    assertThat(asked).hasSize(Comparison.MAX_SESSIONS);
  }

  @Test
  void shouldCompareHalvesOfHalvesUntilTheyAreSmallEnough() {
    compare(
        request -> {
          RangeSums.Outline ours = outline(request.from(), request.to());
          boolean small = request.from().commonPrefixLength(request.to()) >= 3;
          return none(small ? ours.fingerprint() : ~ours.fingerprint(), ours.items());
        });
    assertThat(ends).containsExactly(SyncSession.End.EQUAL);
    List<GetSymbols> parts =
        asked.stream()
            .filter(part -> part.from().commonPrefixLength(part.to()) == 3)
            .sorted(Comparator.comparing(GetSymbols::from))
            .toList();
    assertThat(asked).hasSize(15);
    assertThat(parts).hasSize(8);
    assertThat(parts.get(0).from()).isEqualTo(Id.ZERO);
    assertThat(parts.get(7).to()).isEqualTo(Id.MAX);
    for (int i = 1; i < parts.size(); i++) {
      assertThat(parts.get(i).from()).isEqualTo(parts.get(i - 1).to().successor());
    }
  }

  /** One symbol after the other would keep us from all other partners. */
  @Test
  void shouldGiveUpOnAPartnerThatAnswersWithLessThanWasAskedFor() {
    CodedSymbol any = new CodedSymbol(1, 2, 3);
    compare(
        request -> {
          int count = request.first() == 0 ? request.count() : 1;
          return new Symbols(7, ENTRIES, request.first(), Collections.nCopies(count, any));
        });
    assertThat(ends).containsExactly(SyncSession.End.FAILED);
    assertThat(asked).hasSizeLessThan(10);
  }
}
