package io.simpledht.node.legacy;

import io.simpledht.node.legacy.LegacyPeers.LegacyPeer;
import io.simpledht.node.rpc.ForeignHandler;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.store.Store;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Serves SimpleDHT 0.1 (Python) on the same port. Its command line's put, get and info work; its
 * nodes may join through ours and ours through them. A stock node is told of every write only by
 * the nodes it joined through, so the number of our nodes does not multiply what it hears; and
 * because it re-sends whatever it hears, nothing is told twice, and nothing it repeats becomes a
 * new write. Deletes cannot be said in its language, and values that are not UTF-8 text are not
 * offered to it.
 */
public final class LegacyGateway implements ForeignHandler, Store.Observer {

  private static final long PING_PERIOD_NANOS = 30_000_000_000L;

  private final Transport transport;
  private final EventLoop loop;
  private final Id self;
  private final LegacyNetwork network;
  private final LegacyPeers peers = new LegacyPeers();
  private final RecentStores incoming = new RecentStores();
  private final LegacyJoins joins;
  private Cancellable pinging = Cancellable.NONE;

  /** A gateway that answers for the node {@code self}. */
  public LegacyGateway(Transport transport, Id self, LegacyNetwork network) {
    this.transport = transport;
    this.loop = transport.loop();
    this.self = self;
    this.network = network;
    this.joins = new LegacyJoins(loop, this::send, network, this::joinFrom);
  }

  /** Asks a seed that does not speak our protocol whether it speaks the ancestor's. */
  public void tryJoin(Address seed) {
    joins.tryJoin(seed);
  }

  /** Stops all timers. */
  public void close() {
    pinging.cancel();
    joins.close();
  }

  @Override
  public boolean onForeign(Address source, ByteBuffer datagram) {
    Optional<LegacyMessage> message = LegacyCodec.decode(datagram);
    peers.heard(source);
    return message.isPresent() && serve(source, message.get());
  }

  private boolean serve(Address source, LegacyMessage message) {
    if (message instanceof LegacyMessage.Ping) {
      send(source, new LegacyMessage.Pong());
    } else if (message instanceof LegacyMessage.Store store) {
      store(source, store);
    } else if (message instanceof LegacyMessage.Get get) {
      get(source, get);
    } else if (message instanceof LegacyMessage.Join join) {
      return join(source, join);
    } else if (message instanceof LegacyMessage.SyncRequest) {
      return sync(source);
    } else if (message instanceof LegacyMessage.InfoRequest) {
      send(source, info());
    } else if (message instanceof LegacyMessage.JoinAck ack) {
      return onJoinAck(source, ack);
    } else if (message instanceof LegacyMessage.SyncResponse response) {
      return onSyncResponse(source, response);
    }
    return true; // pong and store_ack have told that the peer lives
  }

  private void send(Address destination, LegacyMessage message) {
    ByteBuffer datagram = LegacyCodec.encode(message);
    if (datagram.remaining() <= LegacyCodec.MAX_DATAGRAM_BYTES) {
      transport.send(destination, datagram);
    }
  }

  // Clients

  private void store(Address source, LegacyMessage.Store store) {
    Optional<Key> key = keyOf(store.key());
    if (key.isEmpty() || store.value().isEmpty()) {
      return; // the ancestor does not answer this either
    }
    send(source, new LegacyMessage.StoreAck());
    Bytes value = Bytes.utf8(store.value());
    boolean isNew = incoming.note(store.key(), store.value(), loop.nanoTime());
    LegacyPeer peer = peers.get(source);
    if (peer != null) {
      peer.recent().note(store.key(), store.value(), loop.nanoTime());
    }
    // Clients say what they mean; only nodes repeat themselves.
    boolean repeated = peer != null && !isNew;
    if (!repeated && !network.held(key.get()).equals(Optional.of(value))) {
      network.put(key.get(), value);
    }
  }

  private static Optional<Key> keyOf(String text) {
    Bytes bytes = Bytes.utf8(text);
    boolean valid = !bytes.isEmpty() && bytes.length() <= Key.MAX_BYTES;
    return valid ? Optional.of(Key.of(bytes)) : Optional.empty();
  }

  private void get(Address source, LegacyMessage.Get get) {
    Optional<Key> key = keyOf(get.key());
    if (key.isEmpty()) {
      send(source, new LegacyMessage.GetResponse(Optional.empty()));
      return;
    }
    network.get(
        key.get(),
        value -> send(source, new LegacyMessage.GetResponse(value.flatMap(Bytes::asUtf8))));
  }

  private LegacyMessage info() {
    long others = network.peers().size() + (long) peers.all().size();
    return new LegacyMessage.InfoResponse(self.shortText(), others, network.entries());
  }

  // Nodes

  private boolean join(Address source, LegacyMessage.Join join) {
    boolean welcome = !join.nodeId().equals(self.shortText()) && peers.add(source, join.nodeId());
    if (welcome) {
      startPinging();
      send(source, new LegacyMessage.JoinAck(routingTable(source)));
    }
    return welcome;
  }

  /** Ourselves and whom we know, as many as a stock node can read. */
  private Map<String, LegacyMessage.Endpoint> routingTable(Address joiner) {
    Map<String, LegacyMessage.Endpoint> table = new LinkedHashMap<>();
    put(table, self.shortText(), transport.localAddressTowards(joiner));
    for (LegacyPeer peer : peers.all()) {
      put(table, peer.nodeId(), peer.address());
    }
    for (Contact peer : network.peers()) {
      put(table, peer.id().shortText(), peer.address());
    }
    return table;
  }

  private static void put(Map<String, LegacyMessage.Endpoint> table, String id, Address address) {
    if (table.size() < LegacyPeers.MAX_PEERS) {
      table.putIfAbsent(id, new LegacyMessage.Endpoint(address.hostText(), address.port()));
    }
  }

  private LegacyMessage joinFrom(Address seed) {
    Address here = transport.localAddressTowards(seed);
    return new LegacyMessage.Join(self.shortText(), here.hostText(), here.port());
  }

  private boolean onJoinAck(Address source, LegacyMessage.JoinAck ack) {
    if (!joins.onJoinAck(source)) {
      return false;
    }
    String nodeId = source.toString(); // it does not say its own id; any unique name will do
    for (Map.Entry<String, LegacyMessage.Endpoint> node : ack.routingTable().entrySet()) {
      if (node.getValue().port() == source.port()
          && node.getValue().host().equals(source.hostText())) {
        nodeId = node.getKey();
      }
    }
    peers.add(source, nodeId);
    startPinging();
    return true;
  }

  /** What a stock node holds becomes ours only where we hold nothing: its data has no versions. */
  private boolean onSyncResponse(Address source, LegacyMessage.SyncResponse response) {
    LegacyPeer peer = peers.get(source);
    if (peer == null) {
      return false;
    }
    joins.onSyncResponse(source);
    response
        .data()
        .forEach(
            (text, value) -> {
              peer.recent().note(text, value, loop.nanoTime());
              incoming.note(text, value, loop.nanoTime());
              Optional<Key> key = keyOf(text);
              if (key.isPresent() && network.held(key.get()).isEmpty()) {
                network.put(key.get(), Bytes.utf8(value));
              }
            });
    return true;
  }

  private boolean sync(Address source) {
    LegacyPeer peer = peers.get(source);
    if (peer == null) {
      return false; // a copy of everything goes only to those who joined
    }
    if (!peer.isSyncing()) {
      new LegacySync(peer, loop, network, message -> send(source, message)).start();
    }
    return true;
  }

  /** A key changed here: tells the stock nodes, except those it came from. */
  @Override
  public void onChange(Entry before, Entry after) {
    if (peers.isEmpty() || after == null || after.isTombstone()) {
      return;
    }
    Optional<String> key = after.key().bytes().asUtf8();
    Optional<String> value = after.value().flatMap(Bytes::asUtf8);
    if (key.isEmpty() || value.isEmpty() || value.get().isEmpty()) {
      return;
    }
    for (LegacyPeer peer : peers.all()) {
      if (peer.recent().note(key.get(), value.get(), loop.nanoTime())) {
        send(peer.address(), new LegacyMessage.Store(key.get(), value.get()));
      }
    }
  }

  private void startPinging() {
    if (pinging == Cancellable.NONE) {
      pinging = loop.schedule(PING_PERIOD_NANOS, this::pingAll);
    }
  }

  private void pingAll() {
    for (LegacyPeer peer : peers.toPing()) {
      send(peer.address(), new LegacyMessage.Ping());
    }
    pinging = Cancellable.NONE;
    if (!peers.isEmpty()) {
      startPinging();
    }
  }
}
