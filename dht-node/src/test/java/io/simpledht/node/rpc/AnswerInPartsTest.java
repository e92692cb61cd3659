package io.simpledht.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.GetPage;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Page;
import io.simpledht.protocol.message.Part;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * One request, several datagrams of answer: each counts when it comes, and what is lost is told.
 */
class AnswerInPartsTest {

  private static final Offer OFFER =
      Offer.whole(Entry.value(Key.of("k"), Bytes.utf8("v"), new Version(1, 1), Entry.NEVER));

  private final CallsUnderTest calls = new CallsUnderTest().start();

  private void ask() {
    calls.rpc.call(
        calls.peer.contact(),
        new GetPage(Id.ZERO, Id.MAX, Part.MAX_PARTS),
        CallPolicy.NORMAL,
        new CallListener<Page>() {
          @Override
          public void onPart(Contact from, Page page) {
            calls.told.add("part " + page.part());
          }

          @Override
          public void onReply(Contact from, Page page) {
            calls.told.add("reply " + page.part());
          }

          @Override
          public void onFailed(CallFailure failure) {
            calls.told.add("failed " + failure.kind());
          }
        });
    calls.run(5);
    calls.told.clear();
  }

  /** After one exchange the way is known to be short. */
  private void meet() {
    calls.ping(CallPolicy.NORMAL);
    calls.run(1);
    calls.peer.answer(calls.self(), calls.peer.last(), calls.pong());
    calls.run(1);
    calls.peer.received().clear();
  }

  private void answer(int part, boolean more) {
    Optional<Id> next = more ? Optional.of(Id.MAX) : Optional.empty();
    Page page = new Page(List.of(OFFER), next, 1, 1, part, more);
    calls.peer.answer(calls.self(), calls.peer.last(), page);
    calls.run(1);
  }

  private List<String> told() {
    return calls.told.stream().filter(what -> !what.startsWith("answered")).toList();
  }

  @Test
  void shouldNotWaitForWhoRepeatsOneForEver() {
    meet();
    ask();
    for (int i = 0; i < 1_000; i++) {
      answer(0, true);
    }
    assertThat(told()).containsExactly("part 0", "failed INCOMPLETE");
  }

  @Test
  void shouldEndWithTheLastPartInWhateverOrderTheyCome() {
    ask();
    answer(0, true);
    answer(3, false);
    answer(1, true);
    assertThat(calls.rpc.pendingCalls()).isEqualTo(1);
    answer(2, true);
    calls.run(60_000);
    assertThat(told()).containsExactly("part 0", "part 3", "part 1", "reply 2");
    assertThat(calls.rpc.pendingCalls()).isZero();
    assertThat(calls.peer.received()).hasSize(1);
  }

  @Test
  void shouldTakeAPartThatComesTwiceOnce() {
    ask();
    answer(0, true);
    answer(0, true);
    answer(1, false);
    answer(1, false);
    assertThat(told()).containsExactly("part 0", "reply 1");
  }

  @Test
  void shouldEndWithAsManyPartsAsThereCanBeWhateverThePeerPromises() {
    ask();
    for (int i = 0; i < Part.MAX_PARTS; i++) {
      answer(i, true);
    }
    assertThat(told()).endsWith("reply " + (Part.MAX_PARTS - 1));
    assertThat(calls.rpc.pendingCalls()).isZero();
  }

  /** A peer that answered is not silent, and asking it for all again would waste what came. */
  @Test
  void shouldTellSoonThatPartsAreMissingAndNotAskAgain() {
    meet();
    ask();
    answer(0, true);
    answer(2, true);
    calls.run(1_000);
    assertThat(told()).containsExactly("part 0", "part 2", "failed INCOMPLETE");
    assertThat(calls.peer.received()).hasSize(1);
    assertThat(calls.rpc.pendingCalls()).isZero();
  }

  @Test
  void shouldAskAgainWhenNoPartCame() {
    meet();
    ask();
    calls.run(1_000);
    assertThat(calls.peer.received()).hasSizeGreaterThan(1);
    answer(0, true);
    answer(1, false);
    assertThat(told()).containsExactly("part 0", "reply 1");
  }

  @Test
  void shouldWaitForPartsThatStillCome() {
    meet();
    ask();
    for (int i = 0; i < Part.MAX_PARTS - 1; i++) {
      answer(i, true);
      calls.run(40);
    }
    answer(Part.MAX_PARTS - 1, false);
    assertThat(told()).endsWith("reply " + (Part.MAX_PARTS - 1));
  }
}
