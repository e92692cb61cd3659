package io.simpledht.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.testing.ScriptedPeer;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Refused;
import org.junit.jupiter.api.Test;

/** Two nodes have one id; or one node has asked itself, which looks much the same. */
class TwinTest {

  private static final int TWIN = 4;

  private final CallsUnderTest calls = new CallsUnderTest().start();
  private final ScriptedPeer twin = new ScriptedPeer(calls.wire.host(TWIN), CallsUnderTest.SELF);

  private void twinAsks(long requestId) {
    twin.send(calls.self(), new Header(requestId, CallsUnderTest.SELF, false, 0), new Ping());
    calls.run(2);
  }

  @Test
  void shouldRefuseWhoeverAsksUnderItsOwnIdAndLookWhetherItIsThere() {
    twinAsks(7);
    assertThat(twin.received()).hasSize(2);
    assertThat(twin.received().get(0).message()).isEqualTo(new Refused(Refused.Reason.SAME_ID));
    assertThat(twin.last().message()).isEqualTo(new Ping());
    assertThat(calls.rpc.counters().refused()).isEqualTo(1);
    assertThat(calls.told).as("the request may be forged").isEmpty();
    twin.answer(calls.self(), twin.last(), new Refused(Refused.Reason.SAME_ID));
    calls.run(2);
    assertThat(calls.told).containsExactly("twin at " + twin.address());
  }

  @Test
  void shouldNotLookMoreThanOnceAMinuteHoweverOftenItIsAsked() {
    for (int i = 0; i < 1_000; i++) {
      twinAsks(i);
    }
    long pings = twin.received().stream().filter(each -> each.message() instanceof Ping).count();
    assertThat(pings).as("transmissions of one").isLessThanOrEqualTo(5);
  }

  @Test
  void shouldTellThatWhoItAsksHasItsOwnId() {
    calls.rpc.call(twin.address(), new Ping(), CallPolicy.NORMAL, calls.new Listener());
    calls.run(1);
    twin.answer(calls.self(), twin.last(), new Refused(Refused.Reason.SAME_ID));
    calls.run(1);
    assertThat(calls.told).containsExactly("twin at " + twin.address(), "failed SAME_ID");
  }

  @Test
  void shouldNotTakeItselfForAnotherNode() {
    calls.wire.alias(TWIN, calls.transport);
    calls.rpc.seekTwin(twin.address());
    calls.run(10_000);
    assertThat(calls.told).isEmpty();
    assertThat(calls.rpc.counters().refused()).isZero();
    assertThat(calls.rpc.pendingCalls()).isZero();
  }

  /** A repeated datagram may arrive when the call it belongs to has ended. */
  @Test
  void shouldNotTakeItsOwnLateRequestForAnotherNode() {
    calls.wire.alias(TWIN, calls.transport);
    calls.rpc.challenge(twin.contact());
    calls.run(10_000);
    assertThat(calls.told).isEmpty();
    assertThat(calls.rpc.pendingCalls()).isZero();
  }
}
