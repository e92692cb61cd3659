package io.simpledht.node.legacy;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.EventLoop;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Copies of everything, for stock nodes that joined lately, ask for one, and have proven that they
 * are where they seem to be.
 */
final class LegacyCopies {

  /** Copies on their way at the same time. */
  static final int MAX_COPIES = 4;

  /** A copy of everything is for who joined lately. */
  private static final long MAX_JOIN_AGE_NANOS = 600_000_000_000L;

  private final EventLoop loop;
  private final LegacyNetwork network;
  private final LegacyWrites writes;
  private final LegacyAnswers answers;
  private final Consumer<LegacyPeer> challenge;
  private final Map<Address, LegacySync> copies = new LinkedHashMap<>(0);

  LegacyCopies(
      EventLoop loop,
      LegacyNetwork network,
      LegacyWrites writes,
      LegacyAnswers answers,
      Consumer<LegacyPeer> challenge) {
    this.loop = loop;
    this.network = network;
    this.writes = writes;
    this.answers = answers;
    this.challenge = challenge;
  }

  void close() {
    copies.values().forEach(LegacySync::cancel);
    copies.clear();
  }

  /** Somebody asks for a copy in the name of a peer; false if it joined too long ago. */
  boolean onAsked(LegacyPeer peer) {
    long nowNanos = loop.nanoTime();
    if (nowNanos - peer.joinedAtNanos() > MAX_JOIN_AGE_NANOS) {
      return false;
    }
    if (peer.isProven()) {
      begin(peer);
    } else {
      peer.awaitCopy();
      if (peer.mayChallenge(nowNanos)) {
        challenge.accept(peer);
      }
    }
    return true;
  }

  /** A peer has just shown that it is there. */
  void onSign(LegacyPeer peer) {
    LegacySync copy = copies.get(peer.address());
    if (copy != null) {
      copy.onSign();
    } else if (peer.takeAwaitedCopy()) {
      begin(peer);
    }
  }

  private void begin(LegacyPeer peer) {
    boolean busy = copies.size() >= MAX_COPIES || copies.containsKey(peer.address());
    if (!busy && peer.mayCopy(loop.nanoTime())) {
      LegacySync copy = new LegacySync(loop, network, outputTo(peer, loop.nanoTime()));
      copies.put(peer.address(), copy);
      copy.start();
    }
  }

  private LegacySync.Output outputTo(LegacyPeer peer, long beganAtNanos) {
    return new LegacySync.Output() {
      @Override
      public void send(Map<String, String> data) {
        writes.noteHeld(peer, data);
        answers.send(peer.address(), new LegacyMessage.SyncResponse(data));
      }

      @Override
      public void askForSign() {
        challenge.accept(peer);
      }

      @Override
      public void onEnd(boolean answered, int skipped) {
        copies.remove(peer.address());
        peer.copied(beganAtNanos, loop.nanoTime());
        tell(peer, answered, skipped);
      }
    };
  }

  private void tell(LegacyPeer peer, boolean answered, int skipped) {
    if (!answered) {
      network.onNotice(
          "the copy for SimpleDHT 0.1 node " + peer.address() + " was ended: it does not answer");
    } else if (skipped > 0) {
      network.onNotice(
          skipped
              + " values are empty, too large or not text and were not sent to SimpleDHT 0.1 node "
              + peer.address());
    }
  }
}
