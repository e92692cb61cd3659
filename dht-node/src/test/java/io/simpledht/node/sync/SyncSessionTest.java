package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.testing.ScriptedPeer;
import io.simpledht.protocol.message.CodedSymbol;
import io.simpledht.protocol.message.GetPage;
import io.simpledht.protocol.message.GetSymbols;
import io.simpledht.protocol.message.Page;
import io.simpledht.protocol.message.Symbols;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SyncSessionTest {

  private static final long SOME_STATE = 5;

  private final NodeUnderTest node = new NodeUnderTest(0);
  private final ScriptedPeer partner = node.peer();
  private final SyncContext context = node.context(SharedKeys.ALL);
  private final List<SyncSession.End> ends = new ArrayList<>();

  private void compare() {
    SyncSession.Listener listener =
        new SyncSession.Listener() {
          @Override
          public void onProgress(long a, long b, long c, long d, boolean finished) {}

          @Override
          public void onEnd(SyncSession.End end) {
            ends.add(end);
          }
        };
    SyncScope all = SyncScope.nothing(); // of partners; the range is everything
    Runnable never = () -> ends.add(null);
    new SyncSession(
            context, all, List.of(partner.contact()), false, Patience.ENDLESS, never, listener)
        .start();
    node.run(Duration.ofMillis(1));
  }

  private void answerWith(List<CodedSymbol> symbols) {
    Symbols answer = new Symbols(SOME_STATE, 0, 0, symbols);
    partner.answer(node.transport.localAddress(), partner.last(), answer);
    node.run(Duration.ofMillis(2));
  }

  /** Sums can be made to cancel in as many symbols as are asked for; the state differs still. */
  @Test
  void shouldNotBelieveSymbolsThatShowLessThanTheStateDoes() {
    compare();
    answerWith(Collections.nCopies(12, new CodedSymbol(0, 0, 0)));
    assertThat(ends).isEmpty();
    assertThat(partner.last().message()).isInstanceOf(GetPage.class);
  }

  @Test
  void shouldCopyPagesAfterSymbolsThatContradictEachOther() {
    compare();
    answerWith(List.of(new CodedSymbol(0, 0, 0), new CodedSymbol(11, 13, 17)));
    assertThat(ends).isEmpty();
    assertThat(partner.last().message()).isInstanceOf(GetPage.class);
  }

  /** We hold all of the partner's set then; but it need not hold anything of ours. */
  @Test
  void shouldNotCallSetsEqualThatItCouldOnlyCopy() {
    List<CodedSymbol> contradicting =
        List.of(new CodedSymbol(0, 0, 0), new CodedSymbol(11, 13, 17));
    compare();
    answerWith(contradicting);
    Page nothing = new Page(List.of(), Optional.empty(), 0, 0, 0, false);
    partner.answer(node.transport.localAddress(), partner.last(), nothing);
    node.run(Duration.ofMillis(2));
    assertThat(partner.last().message()).isInstanceOf(GetSymbols.class);
    answerWith(contradicting);
    assertThat(ends).containsExactly(SyncSession.End.COPIED);
  }
}
