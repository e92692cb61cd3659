package io.simpledht.node.routing;

import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;

/** An admitted contact and how it has behaved. */
final class Peer {

  private Contact contact;
  private long heardNanos;
  private int failures;

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

  /** Calls in a row that met silence. */
  int failures() {
    return failures;
  }

  void heard(long nowNanos) {
    heardNanos = nowNanos;
    failures = 0;
  }

  void failed() {
    failures++;
  }

  /** The same node answers at another address now. */
  void moved(Contact to, long nowNanos) {
    contact = to;
    heard(nowNanos);
  }
}
