package io.simpledht.node.rpc;

import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.node.testing.ScriptedPeer;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Pong;
import io.simpledht.protocol.transport.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** An endpoint, a peer it asks, a stranger, and a list of all that the endpoint told anybody. */
final class CallsUnderTest {

  static final Id SELF = Id.ofWords(1, 0, 0, 0);
  static final Id PEER = Id.ofWords(2, 0, 0, 0);
  static final Id OTHER = Id.ofWords(3, 0, 0, 0);

  final FakeWire wire = new FakeWire();
  final FakeTransport transport = wire.host(1);
  final ScriptedPeer peer = new ScriptedPeer(wire.host(2), PEER);
  final ScriptedPeer stranger = new ScriptedPeer(wire.host(3), OTHER);
  final RpcEndpoint rpc = new RpcEndpoint(transport, SELF, false, new SplittableRandom(1));
  final List<String> told = new ArrayList<>();

  /** Starts to receive; serves nothing. */
  CallsUnderTest start() {
    rpc.start(null, new Observer(), null);
    return this;
  }

  Address self() {
    return transport.localAddress();
  }

  Pong pong() {
    return new Pong(self(), NodeState.READY, 0);
  }

  void run(long millis) {
    wire.loop().run(Duration.ofMillis(millis));
  }

  Cancellable ping(CallPolicy policy) {
    return ping(policy, new Listener());
  }

  Cancellable ping(CallPolicy policy, CallListener<Pong> listener) {
    return rpc.call(peer.contact(), new Ping(), policy, listener);
  }

  /** Tells the test what it hears. */
  final class Listener implements CallListener<Pong> {
    @Override
    public void onReply(Contact from, Pong reply) {
      told.add("reply");
    }

    @Override
    public void onStalled() {
      told.add("stalled");
    }

    @Override
    public void onFailed(CallFailure failure) {
      told.add("failed " + failure.kind());
    }
  }

  private final class Observer implements PeerObserver {
    @Override
    public void onAnswered(Contact from, boolean light, int unanswered) {
      told.add("answered " + number(from));
    }

    @Override
    public void onClock(Contact from, long clock) {
      if (clock != 0) {
        told.add("clock " + clock);
      }
    }

    @Override
    public void onAsked(Contact from, boolean light) {
      told.add("asked " + number(from));
    }

    @Override
    public void onSilent(Contact silent, int unanswered, long sinceNanos) {
      told.add("silent " + number(silent));
    }

    @Override
    public void onReplaced(Contact expected) {
      told.add("replaced " + number(expected));
    }

    @Override
    public void onTwin(Address at) {
      told.add("twin at " + at);
    }

    private long number(Contact contact) {
      return contact.id().word(0);
    }
  }
}
