package io.simpledht.node.routing;

import io.simpledht.node.rpc.PeerObserver;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.transport.EventLoop;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the routing table true: turns what the endpoint observes into admissions, evictions and
 * pings, and remembers whom it lost. Loop only.
 */
public final class Membership implements PeerObserver {

  /** Hears who comes and goes. */
  public interface Listener {
    /** A verified peer entered the table; {@code wasLost} if it had been there and fell silent. */
    void onPeerFound(Contact peer, boolean wasLost);

    /** A peer left the table; {@code goodbye} if it said so itself. */
    void onPeerGone(Contact peer, boolean goodbye);

    /** A peer says which address it sees us at. */
    void onObservedAt(Contact peer, Address us);

    /** A peer says how far its versions have come. */
    void onClock(Contact peer, long clock);
  }

  private final RoutingTable table;
  private final EventLoop loop;
  private final Id self;
  private final Listener listener;
  private final Verifier verifier;
  private final LocalHealth health;
  private final LostPeers lost = new LostPeers();

  /** Keeps {@code table} with pings over {@code rpc}. */
  public Membership(
      RoutingTable table, RpcEndpoint rpc, EventLoop loop, Id self, Listener listener) {
    this.table = table;
    this.loop = loop;
    this.self = self;
    this.listener = listener;
    this.verifier = new Verifier(rpc, listener::onObservedAt);
    this.health = new LocalHealth(loop.nanoTime());
  }

  @Override
  public void onAnswered(Contact peer, boolean light) {
    long now = loop.nanoTime();
    health.heard(now);
    if (light || peer.id().equals(self)) {
      return;
    }
    RoutingTable.Admission admission = table.heard(peer, now);
    admission.pingFirst().ifPresent(verifier::verify);
    if (admission.isNew()) {
      boolean wasLost = lost.remove(peer.id());
      if (wasLost) {
        lost.allDue(now); // whatever cut us off is over
      }
      listener.onPeerFound(peer, wasLost);
    }
  }

  @Override
  public void onClock(Contact peer, long clock) {
    listener.onClock(peer, clock);
  }

  @Override
  public void onAsked(Contact peer, boolean light) {
    health.heard(loop.nanoTime());
    if (!light) {
      consider(peer);
    }
  }

  /** Verifies contacts somebody told us of, as far as the table has use for them. */
  public void onHearsay(List<Contact> contacts) {
    for (Contact contact : contacts) {
      consider(contact);
    }
  }

  /** Pings a contact if it is new and the table has use for it. */
  private void consider(Contact contact) {
    boolean known = table.knows(contact);
    if (!known && !contact.id().equals(self) && table.hasUseFor(contact)) {
      verifier.verify(contact);
    }
  }

  @Override
  public void onSilent(Contact peer) {
    long now = loop.nanoTime();
    if (table.size() > 1 && !health.trusts(now)) {
      return;
    }
    RoutingTable.Failure failure = table.failed(peer.id(), now);
    failure.verifyNext().ifPresent(verifier::verify);
    if (failure.removed()) {
      lost.add(peer, now);
      listener.onPeerGone(peer, false);
    }
  }

  @Override
  public void onReplaced(Contact expected) {
    if (table.remove(expected.id())) {
      listener.onPeerGone(expected, false);
    }
  }

  /** A peer says goodbye. A forged one must at least come from the peer's own address. */
  public void onLeave(Contact peer) {
    lost.remove(peer.id());
    if (table.knows(peer) && table.remove(peer.id())) {
      listener.onPeerGone(peer, true);
    }
  }

  /** Everybody has been silent for long: whoever is in the table counts as lost. */
  void loseAll() {
    long now = loop.nanoTime();
    for (Contact peer : table.contacts()) {
      table.remove(peer.id());
      lost.add(peer, now);
      listener.onPeerGone(peer, false);
    }
  }

  /** The closest known nodes to {@code target}, the asker left out. */
  public List<Contact> closestFor(Contact asker, Id target, int count) {
    if (count < 1) {
      return List.of();
    }
    List<Contact> closest = new ArrayList<>(table.closest(target, count + 1));
    closest.removeIf(contact -> contact.id().equals(asker.id()));
    return closest.size() > count ? closest.subList(0, count) : closest;
  }

  /** Addresses of peers that fell silent, the latest first. */
  public List<Address> lostAddresses() {
    return lost.addresses();
  }

  LostPeers lost() {
    return lost;
  }

  LocalHealth health() {
    return health;
  }

  Verifier verifier() {
    return verifier;
  }

  RoutingTable table() {
    return table;
  }
}
