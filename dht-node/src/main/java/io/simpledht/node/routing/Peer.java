package io.simpledht.node.routing;

import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;

/** An admitted contact and how it has behaved. */
final class Peer {

  private Contact contact;
  private long heardNanos;
  private int unanswered;
  private int doubtedSecond; // four bytes, and there are hundreds of peers

  Peer(Contact contact, long nowNanos) {
    this.contact = contact;
    this.heardNanos = nowNanos;
  }

  Contact contact() {
    return contact;
  }

  Id id() {
    return contact.id();
  }

  long heardNanos() {
    return heardNanos;
  }

  /** Transmissions without an answer since it was last heard, of calls that have failed. */
  int unanswered() {
    return unanswered;
  }

  /** Whether its last call met silence. */
  boolean isDoubted() {
    return unanswered > 0;
  }

  /** Whether it has been in doubt for this long, by whole seconds. */
  boolean isDoubtedFor(long nanos, long nowNanos) {
    return isDoubted() && second(nowNanos) - doubtedSecond >= second(nanos);
  }

  private static int second(long nanos) {
    return (int) Math.floorDiv(nanos, 1_000_000_000L);
  }

  void heard(long nowNanos) {
    heardNanos = nowNanos;
    unanswered = 0;
  }

  /** So many more transmissions were not answered. */
  void failed(int transmissions, long nowNanos) {
    if (!isDoubted()) {
      doubtedSecond = second(nowNanos);
    }
    unanswered = Math.min(LossMeter.MAX_TRANSMISSIONS, unanswered + transmissions);
  }

  /** The same node answers at another address now. */
  void moved(Contact to, long nowNanos) {
    contact = to;
    heard(nowNanos);
  }
}
