package io.simpledht.node.sync;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Pong;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds out which of some peers are complete themselves, so that a joiner does not declare itself
 * ready by comparing with another joiner. Ends shortly after the first complete peer answered, or
 * when all have; where none is complete the others have to do.
 */
final class SourceSearch {

  /** After the first complete peer others get this long to answer too, for pulls from several. */
  private static final long SETTLE_NANOS = 200_000_000L;

  /**
   * What was found: complete peers, or else whoever answered.
   *
   * @param clock of the newest version that one of the complete peers has seen; 0 if there is none
   */
  record Found(List<Contact> ready, List<Contact> others, long clock) {}

  private final RpcEndpoint rpc;
  private final EventLoop loop;
  private final Consumer<Found> whenDone;
  private final List<Contact> ready = new ArrayList<>(2);
  private final List<Contact> others = new ArrayList<>(2);
  private Cancellable settle = Cancellable.NONE;
  private long clock;
  private int open;
  private boolean over;

  SourceSearch(RpcEndpoint rpc, EventLoop loop, Consumer<Found> whenDone) {
    this.rpc = rpc;
    this.loop = loop;
    this.whenDone = whenDone;
  }

  void start(List<Contact> peers) {
    open = peers.size();
    for (Contact peer : peers) {
      rpc.call(peer, new Ping(), CallPolicy.PROBE, new PingListener());
    }
  }

  private final class PingListener implements CallListener<Pong> {

    @Override
    public void onReply(Contact from, Pong pong) {
      open--;
      if (pong.state() == NodeState.READY) {
        ready.add(from);
        clock = Math.max(clock, pong.clock());
      } else {
        others.add(from);
      }
      if (ready.size() == 1 && settle == Cancellable.NONE) {
        settle = loop.schedule(SETTLE_NANOS, SourceSearch.this::finish);
      }
      finishIfAllAnswered();
    }

    @Override
    public void onFailed(CallFailure failure) {
      open--;
      finishIfAllAnswered();
    }
  }

  private void finishIfAllAnswered() {
    if (open == 0) {
      finish();
    }
  }

  private void finish() {
    settle.cancel();
    if (!over) {
      over = true;
      whenDone.accept(new Found(ready, others, clock));
    }
  }
}
