package io.simpledht.node.legacy;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private final LegacyJoins joins;
  private final LegacyAnswers answers;
  private final LegacyNames names;
  private Map<String, String> siblings = new LinkedHashMap<>(0); // ids by id, and by address
  private boolean pinging;
  private Cancellable timer = Cancellable.NONE;

  LegacyMembers(
      Transport transport,
      Id self,
      LegacyNetwork network,
      LegacyPeers peers,
      LegacyAnswers answers,
      LegacyNames names) {
    this.transport = transport;
    this.loop = transport.loop();
    this.self = self;
    this.network = network;
    this.peers = peers;
    this.answers = answers;
    this.names = names;
    this.joins = new LegacyJoins(loop, answers::send, network, this::joinMessage);
  }

  void tryJoin(Address seed) {
    joins.tryJoin(seed);
  }

  void onOwnKind(Address address) {
    joins.cancel(address);
    peers.remove(address);
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
    for (String name : peer.knows()) {
      String id = siblings.get(name);
      if (id != null && id.compareTo(self.shortText()) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Serves a join of so many bytes; false if it is refused. */
  boolean onJoin(Address source, LegacyMessage.Join join, int bytes) {
    if (join.successor() || isSibling(source)) {
      return true; // one of our kind, whose binary ping got lost: it will ask again
    }
    if (join.nodeId().equals(self.shortText()) || join.nodeId().length() > MAX_ID_LENGTH) {
      return false;
    }
    Optional<LegacyPeer> peer = peers.join(source, join.nodeId(), loop.nanoTime());
    peer.ifPresent(
        newcomer -> {
          startPinging();
          welcome(source, bytes);
          if (!newcomer.isProven() && newcomer.mayChallenge(loop.nanoTime())) {
            challenge(newcomer);
          }
        });
    return peer.isPresent();
  }

  /** Names whom we know, or just ourselves where that might be sent to somebody who never asked. */
  private void welcome(Address joiner, int askedBytes) {
    Map<String, LegacyMessage.Endpoint> ourselves = new LinkedHashMap<>();
    name(ourselves, names.towards(joiner), transport.localAddressTowards(joiner));
    Map<String, LegacyMessage.Endpoint> all = new LinkedHashMap<>(ourselves);
    for (LegacyPeer peer : peers.all()) {
      if (peer.isProven()) { // or it would be sent everybody's stores
        name(all, peer.nodeId(), peer.address());
      }
    }
    for (Contact peer : network.peers()) {
      name(all, peer.id().shortText(), peer.address());
    }
    if (!answers.answerNow(joiner, askedBytes, new LegacyMessage.JoinAck(all))) {
      answers.send(joiner, new LegacyMessage.JoinAck(ourselves));
    }
  }

  /**
   * Asks a stock node to show that it is there: it answers a join by naming the joiner, and we join
   * under the name by which it knows us already.
   */
  void challenge(LegacyPeer peer) {
    Address at = peer.address();
    answers.send(at, peer.joinedByUs() ? joinMessage(at) : joinAs(names.towards(at), at));
  }

  private boolean isSibling(Address source) {
    return network.peers().stream().anyMatch(peer -> peer.address().equals(source));
  }

  private static void name(Map<String, LegacyMessage.Endpoint> table, String id, Address address) {
    if (table.size() < MAX_NAMED && !address.isWildcard()) {
      table.putIfAbsent(id, endpoint(address));
    }
  }

  private static LegacyMessage.Endpoint endpoint(Address address) {
    return new LegacyMessage.Endpoint(address.hostText(), address.port());
  }

  private LegacyMessage joinMessage(Address seed) {
    return joinAs(self.shortText(), seed);
  }

  private LegacyMessage joinAs(String name, Address seed) {
    Address here = transport.localAddressTowards(seed);
    return new LegacyMessage.Join(name, here.hostText(), here.port(), true);
  }

  /**
   * An answer to our join: the first, or one of those that we repeat as signs of life. From who
   * joined here it must contain the name that was sent to its address and to nobody else.
   */
  boolean onJoinAck(Address source, LegacyMessage.JoinAck ack) {
    LegacyPeer known = peers.get(source);
    if (known != null
        && !known.joinedByUs()
        && ack.routingTable().containsKey(names.towards(source))) {
      known.prove();
      return true;
    }
    boolean renewed = known != null && known.joinedByUs();
    return (renewed || joins.isOpen(source)) && onJoined(source, ack);
  }

  private boolean onJoined(Address source, LegacyMessage.JoinAck ack) {
    if (isSibling(source)) {
      joins.cancel(source);
      return true;
    }
    Optional<LegacyPeer> peer = peers.joined(source, nodeIdOf(source, ack), loop.nanoTime());
    peer.ifPresent(
        seed -> {
          seed.heard();
          seed.knows(namesIn(ack));
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

  /** The ids in a routing table, and the addresses: of ours one may be there under any name. */
  private static Set<String> namesIn(LegacyMessage.JoinAck ack) {
    Set<String> known = new LinkedHashSet<>();
    ack.routingTable()
        .forEach(
            (id, at) -> {
              boolean sane = id.length() <= MAX_ID_LENGTH && at.host().length() <= MAX_ID_LENGTH;
              if (sane && known.size() < 2 * LegacyPeers.MAX_PEERS) {
                known.add(id);
                known.add(at.toString());
              }
            });
    return known;
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
      ping(peer);
    }
    if (!peers.isEmpty()) {
      startPinging();
    }
  }

  private void ping(LegacyPeer peer) {
    if (peer.isProven() && !peer.joinedByUs()) {
      answers.send(peer.address(), new LegacyMessage.Ping());
    } else {
      challenge(peer); // a stock node through which we joined may have restarted and forgotten us
    }
  }

  private void refreshSiblings() {
    Map<String, String> ids = new LinkedHashMap<>();
    for (Contact contact : network.peers()) {
      String id = contact.id().shortText();
      ids.put(id, id);
      ids.put(endpoint(contact.address()).toString(), id);
    }
    siblings = ids;
  }
}
