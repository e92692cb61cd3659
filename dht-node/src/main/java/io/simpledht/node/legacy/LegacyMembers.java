package io.simpledht.node.legacy;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Who of the ancestor's nodes belongs to the network: joins, both ways, and signs of life. */
final class LegacyMembers {

  private static final long PING_PERIOD_NANOS = 30_000_000_000L;

  /** Nodes named in a join_ack: 40 of the longest fit a datagram, and a few doors are enough. */
  private static final int MAX_NAMED = 24;

  /** Names longer than the ancestor's 16 digits are somebody's joke. */
  private static final int MAX_ID_LENGTH = 64;

  private final Transport transport;
  private final EventLoop loop;
  private final Id self;
  private final LegacyNetwork network;
  private final LegacyPeers peers;
  private final BiConsumer<Address, LegacyMessage> sender;
  private final LegacyJoins joins;
  private Set<String> siblings = new LinkedHashSet<>(0);
  private boolean pinging;
  private Cancellable timer = Cancellable.NONE;

  LegacyMembers(
      Transport transport,
      Id self,
      LegacyNetwork network,
      LegacyPeers peers,
      BiConsumer<Address, LegacyMessage> sender) {
    this.transport = transport;
    this.loop = transport.loop();
    this.self = self;
    this.network = network;
    this.peers = peers;
    this.sender = sender;
    this.joins = new LegacyJoins(loop, sender, network, this::joinMessage);
  }

  void tryJoin(Address seed) {
    joins.tryJoin(seed);
  }

  void close() {
    timer.cancel();
    joins.close();
  }

  /**
   * Whether this node is the one that tells the peer of writes. Always if the peer joined through
   * us. A stock node that several of ours joined through names them in its routing table, and of
   * those the one with the smallest id tells it. Two may do so for up to a ping period after one of
   * them came or went; never nobody while one is there that the table names.
   */
  boolean isOurs(LegacyPeer peer) {
    if (!peer.joinedByUs()) {
      return true;
    }
    for (String id : peer.knows()) {
      if (id.compareTo(self.shortText()) < 0 && siblings.contains(id)) {
        return false;
      }
    }
    return true;
  }

  /** Serves a join; false if it is refused. */
  boolean onJoin(Address source, LegacyMessage.Join join) {
    if (join.successor() || isSibling(source)) {
      return true; // one of our kind, whose binary ping got lost: it will ask again
    }
    if (join.nodeId().equals(self.shortText()) || join.nodeId().length() > MAX_ID_LENGTH) {
      return false;
    }
    Optional<LegacyPeer> peer = peers.join(source, join.nodeId(), loop.nanoTime());
    peer.ifPresent(
        welcome -> {
          startPinging();
          sender.accept(source, new LegacyMessage.JoinAck(routingTable(source)));
        });
    return peer.isPresent();
  }

  private boolean isSibling(Address source) {
    return network.peers().stream().anyMatch(peer -> peer.address().equals(source));
  }

  /** Ourselves, if it is known where we are reached, then whom we know. */
  private Map<String, LegacyMessage.Endpoint> routingTable(Address joiner) {
    Map<String, LegacyMessage.Endpoint> table = new LinkedHashMap<>();
    name(table, self.shortText(), transport.localAddressTowards(joiner));
    for (LegacyPeer peer : peers.all()) {
      name(table, peer.nodeId(), peer.address());
    }
    for (Contact peer : network.peers()) {
      name(table, peer.id().shortText(), peer.address());
    }
    return table;
  }

  private static void name(Map<String, LegacyMessage.Endpoint> table, String id, Address address) {
    if (table.size() < MAX_NAMED && !address.isWildcard()) {
      table.putIfAbsent(id, new LegacyMessage.Endpoint(address.hostText(), address.port()));
    }
  }

  private LegacyMessage joinMessage(Address seed) {
    Address here = transport.localAddressTowards(seed);
    return new LegacyMessage.Join(self.shortText(), here.hostText(), here.port(), true);
  }

  /** An answer to our join, the first or one of those that we repeat as signs of life. */
  boolean onJoinAck(Address source, LegacyMessage.JoinAck ack) {
    LegacyPeer known = peers.get(source);
    boolean renewed = known != null && known.joinedByUs();
    if (!renewed && !joins.isOpen(source)) {
      return false;
    }
    if (isSibling(source)) {
      joins.cancel(source);
      return true;
    }
    Optional<LegacyPeer> peer = peers.joined(source, nodeIdOf(source, ack), loop.nanoTime());
    peer.ifPresent(
        seed -> {
          seed.heard();
          seed.knows(shortIds(ack));
          refreshSiblings();
          startPinging();
          joins.onJoinAck(source);
        });
    return peer.isPresent();
  }

  /** It does not say which of the ids is its own; any unique name will do. */
  private static String nodeIdOf(Address source, LegacyMessage.JoinAck ack) {
    for (Map.Entry<String, LegacyMessage.Endpoint> node : ack.routingTable().entrySet()) {
      LegacyMessage.Endpoint at = node.getValue();
      boolean same = at.port() == source.port() && at.host().equals(source.hostText());
      if (same && node.getKey().length() <= MAX_ID_LENGTH) {
        return node.getKey();
      }
    }
    return source.toString();
  }

  private static Set<String> shortIds(LegacyMessage.JoinAck ack) {
    Set<String> ids = new LinkedHashSet<>();
    for (String id : ack.routingTable().keySet()) {
      if (id.length() <= MAX_ID_LENGTH && ids.size() < LegacyPeers.MAX_PEERS) {
        ids.add(id);
      }
    }
    return ids;
  }

  /** True if data was asked of this peer. */
  boolean onSyncResponse(LegacyPeer peer) {
    return peer.joinedByUs() && joins.onSyncResponse(peer.address());
  }

  private void startPinging() {
    if (!pinging) {
      pinging = true;
      timer = loop.schedule(PING_PERIOD_NANOS, this::pingAll);
    }
  }

  private void pingAll() {
    pinging = false;
    refreshSiblings();
    for (LegacyPeer peer : peers.toPing()) {
      // A stock node that restarted has forgotten us, so where we joined we join again.
      sender.accept(
          peer.address(),
          peer.joinedByUs() ? joinMessage(peer.address()) : new LegacyMessage.Ping());
    }
    if (!peers.isEmpty()) {
      startPinging();
    }
  }

  /** Who answers in our own language is no stock node, whatever it was taken for. */
  private void refreshSiblings() {
    List<Contact> contacts = network.peers();
    Set<String> ids = new LinkedHashSet<>();
    Set<Address> addresses = new LinkedHashSet<>();
    for (Contact contact : contacts) {
      ids.add(contact.id().shortText());
      addresses.add(contact.address());
    }
    siblings = ids;
    peers.removeIf(peer -> addresses.contains(peer.address()));
  }
}
