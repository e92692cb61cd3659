package io.simpledht.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Pong;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whoever called is told of the end, also if it calls again because of it. */
class ClosedEndpointTest {

  private final FakeWire wire = new FakeWire();
  private final FakeTransport here = wire.host(1);
  private final FakeTransport silent = wire.host(2);
  private final RpcEndpoint rpc = new RpcEndpoint(here, Id.ZERO, false, new SplittableRandom(1));
  private final List<CallFailure> failures = new ArrayList<>();

  /** Asks somebody else when a call fails, as lookups and broadcasts do. */
  private final class AskingAgain implements CallListener<Pong> {
    private final int timesLeft;

    AskingAgain(int timesLeft) {
      this.timesLeft = timesLeft;
    }

    @Override
    public void onReply(Contact from, Pong reply) {
      throw new AssertionError("nobody answers");
    }

    @Override
    public void onFailed(CallFailure failure) {
      failures.add(failure);
      if (timesLeft > 0) {
        call(new AskingAgain(timesLeft - 1));
      }
    }
  }

  private void call(CallListener<Pong> listener) {
    rpc.call(silent.localAddress(), new Ping(), CallPolicy.NORMAL, listener);
  }

  @Test
  void shouldFailCallsThatAreMadeBecauseOthersFailed() {
    call(new AskingAgain(3));
    rpc.close();
    assertThat(failures).hasSize(4).containsOnly(CallFailure.CLOSED);
    assertThat(rpc.pendingCalls()).isZero();
    assertThat(wire.sent()).hasSize(1);
  }

  @Test
  void shouldFailThemHoweverManyThereAre() {
    for (int i = 0; i < PendingCalls.MAX_PENDING; i++) {
      call(new AskingAgain(3));
    }
    rpc.close();
    assertThat(failures).hasSize(4 * PendingCalls.MAX_PENDING).containsOnly(CallFailure.CLOSED);
  }

  @Test
  void shouldFailCallsThatAreMadeAfterTheEnd() {
    rpc.close();
    call(new AskingAgain(0));
    assertThat(failures).as("never inside the call").isEmpty();
    wire.loop().run(Duration.ofSeconds(1));
    assertThat(failures).containsExactly(CallFailure.CLOSED);
    assertThat(wire.sent()).isEmpty();
  }

  @Test
  void shouldEndAlthoughSomebodyCallsAgainForEver() {
    call(new AskingAgain(Integer.MAX_VALUE));
    rpc.close();
    assertThat(failures).hasSizeLessThanOrEqualTo(PendingCalls.MAX_CALLS_IN_A_ROW + 1);
  }

  @Test
  void shouldTellAllOthersThoughOneOfThemThrows() {
    call(
        new CallListener<>() {
          @Override
          public void onReply(Contact from, Pong reply) {}

          @Override
          public void onFailed(CallFailure failure) {
            throw new IllegalStateException("planned");
          }
        });
    call(new AskingAgain(0));
    assertThatThrownBy(rpc::close).hasMessage("planned");
    assertThat(failures).containsExactly(CallFailure.CLOSED);
  }
}
