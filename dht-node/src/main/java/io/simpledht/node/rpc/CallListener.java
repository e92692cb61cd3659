package io.simpledht.node.rpc;

import io.simpledht.protocol.Contact;
import io.simpledht.protocol.message.Response;

/**
 * Hears how a call went: {@link #onStalled} at most once, then exactly one of {@link #onReply} and
 * {@link #onFailed}, unless the call is taken back. On the loop, never inside the call.
 *
 * @param <R> the answer
 */
@FunctionalInterface
public interface CallListener<R extends Response> {

  /** The answer, and who gave it; of an answer in parts the one that made it complete. */
  void onReply(Contact from, R reply);

  /**
   * A part of an answer that is not complete yet, in any order. If the others are lost the call
   * fails as {@link CallFailure.Kind#INCOMPLETE}.
   */
  default void onPart(Contact from, R part) {}

  /** Two transmissions went unanswered: ask someone else as well, the answer may still come. */
  default void onStalled() {}

  /** An answer came from elsewhere, which does not count; perhaps more than once. */
  default void onStray(StrayAnswer answer) {}

  /** No answer will come. */
  default void onFailed(CallFailure failure) {}

  /**
   * Whether the caller has heard the peer since then through another call. If so, chance has lost
   * this one's last datagram, and it is sent again after the usual time; pauses grow only while the
   * peer is silent altogether. Asked before each retransmission.
   */
  default boolean heardSince(long nanos) {
    return false;
  }
}
