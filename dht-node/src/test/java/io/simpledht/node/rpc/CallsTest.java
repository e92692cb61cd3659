package io.simpledht.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Contact;
import io.simpledht.protocol.message.Envelope;
import io.simpledht.protocol.message.FindNode;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.Left;
import io.simpledht.protocol.message.NodesFound;
import io.simpledht.protocol.message.Pong;
import io.simpledht.protocol.message.Refused;
import io.simpledht.protocol.message.Working;
import io.simpledht.protocol.transport.Cancellable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The asking side: which answer counts, how often is asked, and how a call ends. */
class CallsTest {

  private static final int FOR_EVER_MILLIS = 60_000;

  private final CallsUnderTest calls = new CallsUnderTest().start();

  @Test
  void shouldTakeAReplyOnlyFromTheAddressItAsked() {
    calls.ping(CallPolicy.NORMAL);
    calls.run(5);
    Header asked = calls.peer.last().header();
    calls.stranger.send(
        calls.self(), new Header(asked.requestId(), CallsUnderTest.PEER, false, 0), calls.pong());
    calls.run(5);
    assertThat(calls.told).isEmpty();
    assertThat(calls.rpc.counters().unmatched()).isEqualTo(1);
    calls.peer.answer(calls.self(), asked, calls.pong());
    calls.run(5);
    assertThat(calls.told).containsExactly("answered 2", "reply");
  }

  @Test
  void shouldTakeAReplyOnlyUnderTheRequestsOwnId() {
    calls.ping(CallPolicy.NORMAL);
    calls.run(5);
    Header asked = calls.peer.last().header();
    Header guessed = new Header(asked.requestId() ^ 1, asked.sender(), false, 0);
    calls.peer.answer(calls.self(), guessed, calls.pong());
    calls.run(5);
    assertThat(calls.told).isEmpty();
    assertThat(calls.rpc.counters().unmatched()).isEqualTo(1);
    assertThat(calls.rpc.pendingCalls()).isEqualTo(1);
  }

  @Test
  void shouldStillTakeTheAnswerToAnEarlierTransmission() {
    calls.ping(CallPolicy.NORMAL);
    calls.run(3_000);
    assertThat(calls.peer.received()).hasSizeGreaterThan(3);
    calls.peer.answer(calls.self(), calls.peer.received().get(0), calls.pong());
    calls.peer.answer(calls.self(), calls.peer.received().get(1), calls.pong());
    calls.run(FOR_EVER_MILLIS);
    assertThat(calls.told).containsExactly("stalled", "answered 2", "reply");
    assertThat(calls.rpc.counters().unmatched()).as("the second answer").isEqualTo(1);
    assertThat(calls.rpc.pendingCalls()).isZero();
  }

  @Test
  void shouldNumberItsTransmissionsUnderOneRequestId() {
    meet();
    calls.ping(CallPolicy.NORMAL);
    calls.run(FOR_EVER_MILLIS);
    List<Envelope> sent = calls.peer.received();
    assertThat(sent).extracting(e -> e.header().attempt()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(sent).extracting(e -> e.header().requestId()).containsOnly(id(sent));
    assertThat(calls.rpc.counters().retransmissions()).isEqualTo(5);
  }

  @Test
  void shouldNeitherRepeatNorTellOfACallThatWasTakenBack() {
    Cancellable call = calls.ping(CallPolicy.NORMAL);
    calls.run(5);
    call.cancel();
    calls.peer.answer(calls.self(), calls.peer.last(), calls.pong());
    calls.run(FOR_EVER_MILLIS);
    call.cancel(); // once more, without effect
    assertThat(calls.told).isEmpty();
    assertThat(calls.peer.received()).hasSize(1);
    assertThat(calls.rpc.pendingCalls()).isZero();
  }

  @Test
  void shouldNotTellThatACallWasRefusedThatWasTakenBack() {
    calls.rpc.close();
    calls.ping(CallPolicy.NORMAL).cancel();
    calls.run(FOR_EVER_MILLIS);
    assertThat(calls.told).isEmpty();
  }

  /** After one exchange the way is known to be short. */
  private void meet() {
    calls.ping(CallPolicy.NORMAL);
    calls.run(1);
    calls.peer.answer(calls.self(), calls.peer.last(), calls.pong());
    calls.run(1);
    calls.told.clear();
    calls.peer.received().clear();
  }

  private static long id(List<Envelope> sent) {
    return sent.get(0).header().requestId();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6})
  void shouldGiveUpAfterItsTransmissions(int allowed) {
    meet();
    calls.ping(CallPolicy.NORMAL.atMost(allowed));
    calls.run(FOR_EVER_MILLIS);
    assertThat(calls.peer.received()).hasSize(allowed);
    assertThat(calls.told).endsWith("silent 2", "failed TIMED_OUT");
    assertThat(calls.told).filteredOn("stalled"::equals).hasSize(allowed > 2 ? 1 : 0);
    assertThat(calls.rpc.counters().timeouts()).isEqualTo(1);
  }

  @Test
  void shouldEndAtItsDeadlineWhileAStrangersWayIsNotKnown() {
    calls.ping(CallPolicy.NORMAL);
    calls.run(4_999);
    assertThat(calls.told).containsExactly("stalled");
    calls.run(2);
    assertThat(calls.told).endsWith("failed TIMED_OUT");
    assertThat(calls.peer.received()).hasSize(5);
  }

  @Test
  void shouldTellOfAnAnswerFromAnotherAddressAndNotTakeIt() {
    List<StrayAnswer> strays = new ArrayList<>();
    calls.ping(
        CallPolicy.NORMAL,
        new CallListener<>() {
          @Override
          public void onReply(Contact from, Pong reply) {
            calls.told.add("reply");
          }

          @Override
          public void onStray(StrayAnswer answer) {
            strays.add(answer);
          }
        });
    calls.run(1);
    Header asked = calls.peer.last().header();
    calls.stranger.send(calls.self(), asked, calls.pong());
    calls.stranger.send(
        calls.self(), new Header(7, asked.sender(), false, 0), calls.pong()); // invented
    calls.run(1);
    assertThat(strays)
        .containsExactly(new StrayAnswer(calls.peer.address(), calls.stranger.address()));
    assertThat(strays.get(0).text())
        .isEqualTo(
            "an answer came from 10.0.0.3:5000, not from the address asked:"
                + " start that node with --host 10.0.0.2, or use the address it answers from");
    assertThat(calls.told).isEmpty();
    assertThat(calls.rpc.counters().unmatched()).isEqualTo(2);
  }

  /** Others tell of us under an id we had before, say, and at an address we do not know as ours. */
  @Test
  void shouldNoticeThatItAskedItself() {
    calls.wire.alias(2, calls.transport);
    calls.ping(CallPolicy.NORMAL);
    calls.run(2);
    assertThat(calls.told).containsExactly("replaced 2", "failed OURSELVES");
  }

  @Test
  void shouldGoOnUntilTheDeadlineWhereNobodyElseCanBeAsked() {
    calls.ping(CallPolicy.until(20_000_000_000L));
    calls.run(19_999);
    assertThat(calls.told).containsExactly("stalled");
    int sent = calls.peer.received().size();
    assertThat(sent).as("pauses grow to 2 s and a quarter").isBetween(11, 16);
    calls.run(2);
    assertThat(calls.told).containsExactly("stalled", "silent 2", "failed TIMED_OUT");
    assertThat(calls.peer.received()).as("none at the deadline itself").hasSize(sent);
  }

  @Test
  void shouldAskAgainSoonerOnceItKnowsTheWay() {
    meet();
    assertThat(calls.rpc.roundTripNanos(calls.peer.address())).isEqualTo(2_000_000L);
    calls.ping(CallPolicy.NORMAL);
    calls.run(50);
    assertThat(calls.peer.received()).as("never before 50 ms, and the way").hasSize(1);
    calls.run(15); // a quarter of it by chance
    assertThat(calls.peer.received()).hasSize(2);
  }

  /** Eight timeouts of 50 ms, and a quarter by chance: a lost answer is asked for again by then. */
  @Test
  void shouldGoOnAskingInPausesThatFitTheWay() {
    meet();
    calls.ping(CallPolicy.until(60_000_000_000L));
    calls.run(10_000);
    calls.peer.received().clear();
    calls.run(10_000);
    assertThat(calls.peer.received()).hasSizeBetween(20, 26);
  }

  @Test
  void shouldNotTakeTheTimeThatWorkTakesForThatOfTheWay() {
    calls.ping(CallPolicy.until(10_000_000_000L));
    calls.run(1);
    Envelope asked = calls.peer.last();
    calls.peer.answer(calls.self(), asked, new Working());
    calls.run(3_000);
    calls.peer.answer(calls.self(), asked, calls.pong());
    calls.run(1);
    assertThat(calls.told).endsWith("reply");
    assertThat(calls.rpc.roundTripNanos(calls.peer.address())).isEqualTo(2_000_000L);
  }

  @Test
  void shouldNoticeThatAnotherNodeLivesThereNow() {
    calls.ping(CallPolicy.NORMAL);
    calls.run(1);
    Header asked = calls.peer.last().header();
    calls.peer.send(
        calls.self(), new Header(asked.requestId(), CallsUnderTest.OTHER, false, 0), calls.pong());
    calls.run(1);
    assertThat(calls.told).containsExactly("answered 3", "replaced 2", "failed OTHER_NODE");
  }

  @Test
  void shouldTellWhyItWasRefused() {
    calls.ping(
        CallPolicy.NORMAL,
        new CallListener<>() {
          @Override
          public void onReply(Contact from, Pong reply) {
            calls.told.add("reply");
          }

          @Override
          public void onFailed(CallFailure failure) {
            calls.told.add("failed " + failure.refusal());
          }
        });
    calls.run(1);
    calls.peer.answer(calls.self(), calls.peer.last(), new Refused(Refused.Reason.OVERLOADED));
    calls.run(1);
    assertThat(calls.told).containsExactly("answered 2", "failed OVERLOADED");
  }

  @Test
  void shouldWaitForWhoeverSaysThatItIsAtWork() {
    calls.ping(CallPolicy.NORMAL.atMost(2).within(30_000_000_000L));
    for (int i = 0; i < 20; i++) {
      calls.run(500);
      calls.peer.answer(calls.self(), calls.peer.last(), new Working());
    }
    calls.run(500);
    assertThat(calls.told).doesNotContain("failed TIMED_OUT", "stalled", "reply");
    calls.peer.answer(calls.self(), calls.peer.last(), calls.pong());
    calls.run(1);
    assertThat(calls.told).endsWith("answered 2", "reply");
  }

  @Test
  void shouldNotTakeAnAnswerToAnotherQuestion() {
    calls.ping(CallPolicy.NORMAL);
    calls.run(1);
    calls.peer.answer(calls.self(), calls.peer.last(), new Left());
    calls.run(1);
    assertThat(calls.told).containsExactly("answered 2");
    assertThat(calls.rpc.counters().refused()).isEqualTo(1);
    calls.peer.answer(calls.self(), calls.peer.last(), calls.pong());
    calls.run(1);
    assertThat(calls.told).endsWith("reply");
  }

  @Test
  void shouldFailOneCallTooManyAndNeverInsideTheCall() {
    for (int i = 0; i < PendingCalls.MAX_PENDING; i++) {
      calls.ping(CallPolicy.NORMAL);
    }
    assertThat(calls.rpc.pendingCalls()).isEqualTo(PendingCalls.MAX_PENDING);
    calls.ping(CallPolicy.NORMAL);
    assertThat(calls.told).isEmpty();
    assertThat(calls.rpc.pendingCalls()).isEqualTo(PendingCalls.MAX_PENDING);
    calls.run(0);
    assertThat(calls.told).containsExactly("failed TOO_MANY_PENDING");
  }

  @Test
  void shouldFailWhatIsPendingWhenItCloses() {
    calls.ping(CallPolicy.NORMAL);
    calls.rpc.call(
        calls.stranger.contact(),
        new FindNode(CallsUnderTest.SELF, 1),
        CallPolicy.NORMAL,
        new CallListener<NodesFound>() {
          @Override
          public void onReply(Contact from, NodesFound reply) {
            calls.told.add("reply");
          }

          @Override
          public void onFailed(CallFailure failure) {
            calls.told.add("second failed " + failure.kind());
          }
        });
    calls.rpc.close();
    assertThat(calls.told).containsExactly("failed CLOSED", "second failed CLOSED");
    calls.run(1);
    calls.peer.answer(calls.self(), calls.peer.last(), calls.pong());
    calls.run(FOR_EVER_MILLIS);
    assertThat(calls.told).hasSize(2);
    assertThat(calls.wire.loop().waiting()).as("timers left").isZero();
  }
}
