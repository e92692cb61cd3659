package io.simpledht.node.transfer;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Pong;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes sure that somebody is at an address before much is sent there. An announcement is one
 * datagram, and its source may be forged: asking there for all the announced pieces would let
 * anybody turn this node against that address with a thousand times the traffic. Whoever has
 * answered before is asked at once; a stranger is pinged first, once however many values it
 * announces.
 */
final class Introductions {

  /** What became of an introduction; {@link #STALLED} may come before one of the others. */
  enum Sign {
    ANSWERED,
    STALLED,
    SILENT
  }

  /** As patient as the pull of a chunk: a client that sends a value over a lossy line is there. */
  private static final CallPolicy POLICY = new CallPolicy(12, 10_000_000_000L, 1);

  private final RpcEndpoint rpc;
  private final Map<Address, List<Consumer<Sign>>> open = new LinkedHashMap<>(0);

  Introductions(RpcEndpoint rpc) {
    this.rpc = rpc;
  }

  /** Tells whether somebody is there: at once where that is known. */
  void meet(Address stranger, Consumer<Sign> whenKnown) {
    if (rpc.roundTripNanos(stranger) > 0) {
      whenKnown.accept(Sign.ANSWERED);
      return;
    }
    List<Consumer<Sign>> waiting = open.get(stranger);
    if (waiting != null) {
      waiting.add(whenKnown);
      return;
    }
    waiting = new ArrayList<>(1);
    waiting.add(whenKnown);
    open.put(stranger, waiting);
    rpc.call(stranger, new Ping(), POLICY, new PingListener(stranger));
  }

  private final class PingListener implements CallListener<Pong> {
    private final Address stranger;

    PingListener(Address stranger) {
      this.stranger = stranger;
    }

    @Override
    public void onReply(Contact from, Pong reply) {
      end(Sign.ANSWERED);
    }

    @Override
    public void onStalled() {
      List.copyOf(open.get(stranger)).forEach(waiting -> waiting.accept(Sign.STALLED));
    }

    /** A client that refuses to be pinged is there too. */
    @Override
    public void onFailed(CallFailure failure) {
      boolean answered = failure.kind() == CallFailure.Kind.REFUSED;
      end(answered ? Sign.ANSWERED : Sign.SILENT);
    }

    private void end(Sign sign) {
      open.remove(stranger).forEach(waiting -> waiting.accept(sign));
    }
  }
}
