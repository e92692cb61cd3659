package io.simpledht.node;

import io.simpledht.node.bootstrap.Lifecycle;
import io.simpledht.node.replication.Replica;
import io.simpledht.node.routing.RoutingTable;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.codec.WireSize;
import io.simpledht.protocol.message.FindNode;
import io.simpledht.protocol.message.Info;
import io.simpledht.protocol.message.KeyList;
import io.simpledht.protocol.message.KeyList.Held;
import io.simpledht.protocol.message.PeerList;
import io.simpledht.protocol.message.PeerList.Peer;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a node tells about itself. Loop only. */
final class Introspection {

  /** Entries looked at for one list of keys, deletes included; the list goes on behind them. */
  static final int MAX_KEYS_WALKED = 4_096;

  private final Transport transport;
  private final RpcEndpoint rpc;
  private final RoutingTable table;
  private final Replica replica;
  private final Lifecycle lifecycle;
  private final Replication replication;
  private final long startedNanos;

  Introspection(
      Transport transport,
      RpcEndpoint rpc,
      RoutingTable table,
      Replica replica,
      Lifecycle lifecycle,
      Replication replication) {
    this.transport = transport;
    this.rpc = rpc;
    this.table = table;
    this.replica = replica;
    this.lifecycle = lifecycle;
    this.replication = replication;
    this.startedNanos = transport.loop().nanoTime();
  }

  Info info() {
    Store store = replica.store();
    return new Info(
        lifecycle.state(),
        transport.localAddress(),
        replication.factor(),
        table.size(),
        table.networkSize(),
        store.values(),
        store.tombstones(),
        store.contentBytes(),
        uptimeNanos() / 1_000_000,
        rpc.counters().refused(),
        transport.stats());
  }

  NodeSnapshot snapshot(Id self, Optional<Address> publicAddress, long unexpectedErrors) {
    Store store = replica.store();
    return new NodeSnapshot(
        self,
        lifecycle.state(),
        transport.localAddress(),
        publicAddress,
        describe(table.contacts()),
        table.networkSize(),
        store.values(),
        store.tombstones(),
        store.contentBytes(),
        Duration.ofNanos(uptimeNanos()),
        rpc.counters().refused(),
        unexpectedErrors,
        transport.stats());
  }

  private long uptimeNanos() {
    return transport.loop().nanoTime() - startedNanos;
  }

  /** One datagram of peers, from {@code from} on. */
  PeerList peers(Id from) {
    List<Peer> page = new ArrayList<>();
    int bytes = WireSize.PEER_LIST_FIXED;
    for (Peer peer : describe(table.from(from, FindNode.MAX_COUNT + 1))) {
      bytes += WireSize.of(peer);
      if (bytes > MessageCodec.MAX_BODY_BYTES || page.size() == FindNode.MAX_COUNT) {
        return new PeerList(page, Optional.of(peer.contact().id()));
      }
      page.add(peer);
    }
    return new PeerList(page, Optional.empty());
  }

  private List<Peer> describe(List<Contact> contacts) {
    long now = transport.loop().nanoTime();
    List<Peer> peers = new ArrayList<>(contacts.size());
    for (Contact contact : contacts) {
      long silentMillis = (now - table.lastHeardNanos(contact.id())) / 1_000_000;
      long roundTripMicros = rpc.roundTripNanos(contact.address()) / 1_000;
      peers.add(new Peer(contact, clamped(silentMillis), clamped(roundTripMicros)));
    }
    return peers;
  }

  private static int clamped(long value) {
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, value));
  }

  /** One datagram of the keys held here, from {@code from} on. */
  KeyList keys(Id from) {
    KeyPage page = new KeyPage();
    replica.store().scan(from, Id.MAX, page);
    return new KeyList(page.keys, page.next);
  }

  /** Fills a datagram with live keys. */
  private final class KeyPage implements Predicate<Entry> {
    private final List<Held> keys = new ArrayList<>();
    private Optional<Id> next = Optional.empty();
    private int bytes = WireSize.KEY_LIST_FIXED;
    private int walked;

    @Override
    public boolean test(Entry entry) {
      if (++walked == MAX_KEYS_WALKED) {
        next = Optional.of(entry.key().id());
        return false;
      }
      if (!replica.isLive(entry)) {
        return true;
      }
      Held held = new Held(entry.key(), entry.value().orElseThrow().length());
      bytes += WireSize.of(held);
      if (bytes > MessageCodec.MAX_BODY_BYTES || keys.size() == KeyList.MAX_KEYS) {
        next = Optional.of(entry.key().id());
        return false;
      }
      keys.add(held);
      return true;
    }
  }
}
