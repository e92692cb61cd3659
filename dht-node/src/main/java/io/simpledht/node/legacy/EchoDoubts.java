package io.simpledht.node.legacy;

import io.simpledht.protocol.Id;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells who writes an earlier value again from who merely passes it on. Two values of a key that go
 * round among stock nodes reach us from each of them in turn, on and off and on, just as from a
 * user who toggles. But a storm does not wait: it comes round within a round trip, for as long as
 * it lasts. A user waits to be acknowledged, or at least takes his time.
 *
 * <p>So a value that comes back is not taken at once. If its sender says nothing more about the key
 * for {@link #PATIENCE_NANOS}, it is. If he does, he is passing an echo on, and nothing that he
 * repeats of this key is taken before he was silent about it for {@link #QUIET_NANOS}.
 */
final class EchoDoubts {

  /** Longer than a round trip among stock nodes; a fifth of what their clients wait. */
  static final long PATIENCE_NANOS = 1_000_000_000L;

  /** Longer than what a stock node's socket has queued takes it to work off. */
  static final long QUIET_NANOS = 5_000_000_000L;

  /** Keys of senders in doubt; of any other what comes back is not taken. */
  static final int MAX_DOUBTS = 1_024;

  /** A network may deliver a datagram twice, and a client ask again. */
  private static final int MAX_SAID = 2;

  private static final class Doubt {
    private final Id pair;
    private int said = 1;
    private boolean echo;
    private long saidAtNanos;
    private Cancellable timer = Cancellable.NONE;

    Doubt(Id pair, long nowNanos) {
      this.pair = pair;
      this.saidAtNanos = nowNanos;
    }
  }

  private final EventLoop loop;
  private final Map<Id, Doubt> doubts = new LinkedHashMap<>(0);

  EchoDoubts(EventLoop loop) {
    this.loop = loop;
  }

  /** A sender said a pair. {@code talk} stands for him and the key. */
  void heard(Id talk, Id pair) {
    Doubt doubt = doubts.get(talk);
    if (doubt == null) {
      return;
    }
    doubt.saidAtNanos = loop.nanoTime();
    boolean same = pair.equals(doubt.pair) && ++doubt.said <= MAX_SAID;
    if (!doubt.echo && !same) {
      doubt.echo = true;
      doubt.timer.cancel();
      doubt.timer = loop.schedule(QUIET_NANOS, () -> forget(talk, doubt));
    }
  }

  private void forget(Id talk, Doubt doubt) {
    long left = doubt.saidAtNanos + QUIET_NANOS - loop.nanoTime();
    if (left <= 0) {
      doubts.remove(talk);
    } else {
      doubt.timer = loop.schedule(left, () -> forget(talk, doubt));
    }
  }

  /** Runs {@code take} if the sender, who has just been heard, falls silent now. */
  void takeIfSilent(Id talk, Id pair, Runnable take) {
    if (doubts.containsKey(talk) || doubts.size() >= MAX_DOUBTS) {
      return;
    }
    Doubt doubt = new Doubt(pair, loop.nanoTime());
    doubts.put(talk, doubt);
    doubt.timer =
        loop.schedule(
            PATIENCE_NANOS,
            () -> {
              doubts.remove(talk);
              take.run();
            });
  }

  void close() {
    doubts.values().forEach(doubt -> doubt.timer.cancel());
    doubts.clear();
  }
}
