package io.simpledht.node.routing;

import io.simpledht.node.rpc.Gauges;
import io.simpledht.node.rpc.PeerObserver;
import io.simpledht.node.rpc.RarePath;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.transport.EventLoop;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the routing table true: turns what the endpoint observes into admissions, evictions and
 * pings, and remembers whom it lost. Loop only.
 */
public final class Membership implements PeerObserver {

  /** Hears who comes and goes. */
  public interface Listener {
    /** A verified peer entered the table; {@code wasLost} if it had been there and fell silent. */
    void onPeerFound(Contact peer, boolean wasLost);

    /** A peer left the table; told before {@link #onPeerFound} of the one that took its place. */
    void onPeerGone(Contact peer, Parting why);

    /** A peer says which address it sees us at. */
    void onObservedAt(Contact peer, Address us);

    /** A peer says how far its versions have come. */
    void onClock(Contact peer, long clock);

    /** Another node, which answers at this address, has our own id. */
    void onTwin(Address at);
  }

  /** An answer given before a goodbye arrives within this time after it, or never. */
  private static final long LATE_ANSWER_NANOS = 1_000_000_000L;

  /** Peers that answered at another address than the one we know, and are remembered for it. */
  private static final int MAX_ELSEWHERE = 64;

  /** Nodes whose goodbyes are remembered for that long. */
  private static final int MAX_LEFT = 64;

  /** Nodes others told of, as many as one reading of a table can bring. */
  private static final int MAX_TOLD = PeerExchange.MAX_CONTACTS;

  private final RoutingTable table;
  private final RpcEndpoint rpc;
  private final EventLoop loop;
  private final Id self;
  private final Listener listener;
  private final Verifier verifier;
  private final LocalHealth health;
  private final LossMeter loss = new LossMeter();
  private final LostPeers lost = new LostPeers();
  private final Map<Id, Contact> elsewhere = new LinkedHashMap<>(0);
  private final Map<Id, Long> leftNanos = new LinkedHashMap<>(0);
  private final Set<Contact> told = new LinkedHashSet<>(0);

  /** Keeps {@code table} with pings over {@code rpc}. */
  public Membership(
      RoutingTable table, RpcEndpoint rpc, EventLoop loop, Id self, Listener listener) {
    this.table = table;
    this.rpc = rpc;
    this.loop = loop;
    this.self = self;
    this.listener = listener;
    this.verifier = new Verifier(rpc, loop, listener::onObservedAt);
    this.health = new LocalHealth(loop.nanoTime());
  }

  @Override
  public void onAnswered(Contact peer, boolean light, int unanswered) {
    long now = loop.nanoTime();
    health.heard(now);
    loss.answered(unanswered + table.unanswered(peer.id()));
    verifier.heard(peer);
    if (light || peer.id().equals(self) || hasJustLeft(peer, now)) {
      return;
    }
    RoutingTable.Admission admission = table.heard(peer, now);
    admission.pingFirst().ifPresent(questioned -> question(questioned, peer));
    admission.removed().forEach(removal -> listener.onPeerGone(removal.peer(), removal.why()));
    if (admission.isNew()) {
      lost.replacedBy(peer);
      boolean wasLost = lost.remove(peer.id());
      if (wasLost) {
        lost.hurry(); // whatever cut us off is over
      }
      listener.onPeerFound(peer, wasLost);
    }
  }

  /** An answer puts the place of somebody in question, or the address of the one who answered. */
  private void question(Contact questioned, Contact by) {
    if (questioned.id().equals(by.id())) {
      if (elsewhere.size() == MAX_ELSEWHERE) {
        elsewhere.remove(elsewhere.keySet().iterator().next());
      }
      elsewhere.put(by.id(), by);
    }
    verifier.probe(questioned);
  }

  @Override
  public void onTwin(Address at) {
    listener.onTwin(at);
  }

  @Override
  public void onClock(Contact peer, long clock) {
    listener.onClock(peer, clock);
  }

  @Override
  public void onAsked(Contact peer, boolean light) {
    health.heard(loop.nanoTime());
    if (!light && table.hasUseFor(peer)) {
      verifier.greet(peer); // it speaks, so it is there, whatever we thought
    }
  }

  /** Verifies contacts somebody told us of, as far as the table has use for them. */
  public void onHearsay(List<Contact> contacts) {
    for (Contact contact : contacts) {
      if (contact.id().equals(self)) {
        rpc.seekTwin(contact.address());
      } else if (table.hasUseFor(contact)) {
        look(contact);
      }
    }
  }

  private void look(Contact contact) {
    if (table.wantsEveryone()) {
      if (told.size() < MAX_TOLD) {
        told.add(contact);
      }
      verifier.verify(contact); // nobody else would do in its stead
    } else {
      verifier.tryOut(contact);
    }
  }

  /** Whether anybody is known now whom others told of since {@link #forgetTold}. */
  boolean wasToldNews() {
    return told.stream().anyMatch(table::knows);
  }

  void forgetTold() {
    told.clear();
  }

  @Override
  public void onSilent(Contact peer, int unanswered, long sinceNanos) {
    if (!table.knows(peer)) {
      return; // others go on telling of the address a peer had before
    }
    if (table.lastHeardNanos(peer.id()) - sinceNanos > 0) {
      loss.unanswered(unanswered); // it answered something else meanwhile
      return;
    }
    long now = loop.nanoTime();
    health.unanswered(unanswered);
    if (table.size() > 1 && !health.trusts(now)) {
      return;
    }
    RoutingTable.Failure failure = table.failed(peer.id(), unanswered, loss.convincing(), now);
    failure.verifyNext().ifPresent(this::replace);
    Contact answeredElsewhere = elsewhere.remove(peer.id());
    if (answeredElsewhere != null) {
      verifier.probe(answeredElsewhere); // the old address had the first word, and is silent
    }
    if (failure.removed()) {
      lost.add(peer, now);
      listener.onPeerGone(peer, Parting.SILENCE);
    }
  }

  private void replace(Contact candidate) {
    rpc.counters().took(RarePath.REPLACEMENT_USED);
    verifier.probe(candidate);
  }

  @Override
  public void onReplaced(Contact expected) {
    lost.remove(expected.id());
    if (table.knows(expected) && table.remove(expected.id())) {
      listener.onPeerGone(expected, Parting.REPLACED);
    }
  }

  /** A peer says goodbye. A forged one must at least come from the peer's own address. */
  public void onLeave(Contact peer) {
    lost.remove(peer.id());
    if (table.knows(peer) && table.remove(peer.id())) {
      if (leftNanos.size() == MAX_LEFT) {
        leftNanos.remove(leftNanos.keySet().iterator().next());
      }
      leftNanos.put(peer.id(), loop.nanoTime());
      listener.onPeerGone(peer, Parting.GOODBYE);
    }
  }

  /** Its goodbye may have overtaken an answer it gave before. */
  private boolean hasJustLeft(Contact peer, long nowNanos) {
    Long left = leftNanos.isEmpty() ? null : leftNanos.get(peer.id());
    if (left != null && nowNanos - left > LATE_ANSWER_NANOS) {
      leftNanos.remove(peer.id());
      return false;
    }
    return left != null;
  }

  /** Whether nobody answered so many transmissions that all being lost is no chance any more. */
  boolean hearsNobody() {
    return health.unanswered() >= loss.convincing();
  }

  /** Everybody has been silent for long: whoever is in the table counts as lost. */
  void loseAll() {
    long now = loop.nanoTime();
    for (Contact peer : table.contacts()) {
      table.remove(peer.id());
      lost.add(peer, now);
      listener.onPeerGone(peer, Parting.SILENCE);
    }
  }

  /** The closest known nodes to {@code target}, the asker and the silent left out. */
  public List<Contact> closestFor(Contact asker, Id target, int count) {
    return table.closestAnswering(target, count, asker.id());
  }

  /** Peers that fell silent, the latest first. */
  public List<Contact> lostPeers() {
    return lost.contacts();
  }

  /** Those of them that are likelier cut off than gone. */
  public List<Contact> missedPeers() {
    return lost.missed(loop.nanoTime());
  }

  /** How full the tables of peers are. */
  public void read(Gauges gauges) {
    table.read(gauges);
    verifier.read(gauges);
    gauges.read("peers that answered elsewhere", elsewhere.size(), MAX_ELSEWHERE);
    gauges.read("contacts told of", told.size(), MAX_TOLD);
    gauges.read("lost peers", lost.size(), LostPeers.MAX_PEERS);
  }

  LossMeter loss() {
    return loss;
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
