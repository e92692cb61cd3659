package io.simpledht.node.rpc;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;

/** Learns from every exchange who is there. Called on the loop. */
public interface PeerObserver {

  /**
   * A peer answered one of our requests: it is real and reachable.
   *
   * @param light whether it asks not to be listed
   * @param unanswered transmissions of the same request before, to which no answer came
   */
  void onAnswered(Contact peer, boolean light, int unanswered);

  /**
   * A peer tells how far its versions have come; called before {@link #onAnswered} for the same
   * answer.
   *
   * @param clock as in {@link io.simpledht.protocol.message.Pong#clock}
   */
  void onClock(Contact peer, long clock);

  /** A datagram claims to come from this peer; its address may be forged. */
  void onAsked(Contact peer, boolean light);

  /**
   * A peer did not answer a call.
   *
   * @param unanswered transmissions in vain
   * @param sinceNanos when the first of them left
   */
  void onSilent(Contact peer, int unanswered, long sinceNanos);

  /**
   * Another node answers at the address where {@code expected} used to be, which may be this one;
   * called after {@link #onAnswered} for that node.
   */
  void onReplaced(Contact expected);

  /** Another node, which answers at this address, has our own id. */
  void onTwin(Address at);

  /** Observes nothing, for endpoints that are no nodes. */
  PeerObserver NONE =
      new PeerObserver() {
        @Override
        public void onAnswered(Contact peer, boolean light, int unanswered) {}

        @Override
        public void onClock(Contact peer, long clock) {}

        @Override
        public void onAsked(Contact peer, boolean light) {}

        @Override
        public void onSilent(Contact peer, int unanswered, long sinceNanos) {}

        @Override
        public void onReplaced(Contact expected) {}

        @Override
        public void onTwin(Address at) {}
      };
}
