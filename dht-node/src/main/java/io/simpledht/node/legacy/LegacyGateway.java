package io.simpledht.node.legacy;

import io.simpledht.node.rpc.ForeignHandler;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.store.Store;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Serves SimpleDHT 0.1 (Python) on the same port. Its command line's put, get and info work; its
 * nodes may join through ours and ours through them. Deletes cannot be said in its language, and
 * what is not UTF-8 text or does not fit its 4096 bytes is not offered to it.
 *
 * <p>A stock node re-sends every store it hears to all nodes it knows, for ever, so two of them
 * never stop. What keeps that from growing through us:
 *
 * <ul>
 *   <li>A stock node is sent a store only when a key's value changed here and only if it is not
 *       what that node told or was told last. So each write is told at most once, and not to where
 *       it came from, while a value that comes back later is told again.
 *   <li>A store from a stock node, or from a client, who looks like one that knows us from
 *       another's routing table, becomes a write only if it is no echo: see {@link LegacyWrites}.
 *   <li>Only nodes through which a stock node joined, or which joined through it, tell it anything.
 *       Of several of ours that joined through the same one, the one with the smallest id does: see
 *       {@link LegacyMembers#isOurs}.
 * </ul>
 */
public final class LegacyGateway implements ForeignHandler, Store.Observer {

  /** A copy of everything is for who joined lately. */
  private static final long MAX_JOIN_AGE_NANOS = 600_000_000_000L;

  private static final long SYNC_PAUSE_NANOS = 10_000_000_000L;

  /** Copies on their way at the same time. */
  private static final int MAX_SYNCS = 4;

  private final Transport transport;
  private final EventLoop loop;
  private final Id self;
  private final LegacyNetwork network;
  private final LegacyPeers peers = new LegacyPeers();
  private final LegacyMembers members;
  private final LegacyWrites writes;
  private final Map<Address, LegacySync> syncs = new LinkedHashMap<>(0);

  /** A gateway that answers for the node {@code self}. */
  public LegacyGateway(Transport transport, Id self, LegacyNetwork network) {
    this.transport = transport;
    this.loop = transport.loop();
    this.self = self;
    this.network = network;
    this.members = new LegacyMembers(transport, self, network, peers, this::send);
    this.writes = new LegacyWrites(loop, network, peers, this::send);
  }

  /** Asks a seed that does not speak our protocol whether it speaks the ancestor's. */
  public void tryJoin(Address seed) {
    members.tryJoin(seed);
  }

  /** Stops all timers. */
  public void close() {
    members.close();
    writes.close();
    syncs.values().forEach(LegacySync::cancel);
    syncs.clear();
  }

  /**
   * Serves the datagram; false if it is no message of the ancestor's, or an answer not asked for.
   */
  @Override
  public boolean onForeign(Address source, ByteBuffer datagram) {
    Optional<LegacyMessage> message = LegacyCodec.decode(datagram);
    return message.isPresent() && serve(source, message.get());
  }

  private boolean serve(Address source, LegacyMessage message) {
    if (message instanceof LegacyMessage.Join join) {
      return members.onJoin(source, join);
    }
    boolean known = peers.heard(source);
    if (message instanceof LegacyMessage.Ping) {
      send(source, new LegacyMessage.Pong());
    } else if (message instanceof LegacyMessage.Store store) {
      writes.onStore(source, store);
    } else if (message instanceof LegacyMessage.Get get) {
      get(source, get);
    } else if (message instanceof LegacyMessage.SyncRequest) {
      return sync(source);
    } else if (message instanceof LegacyMessage.InfoRequest) {
      send(source, info());
    } else if (message instanceof LegacyMessage.JoinAck ack) {
      return members.onJoinAck(source, ack);
    } else if (message instanceof LegacyMessage.SyncResponse response) {
      return onSyncResponse(source, response);
    } else {
      return known; // a pong or an acknowledgement, from a peer or from a stranger
    }
    return true;
  }

  private boolean send(Address destination, LegacyMessage message) {
    ByteBuffer datagram = LegacyCodec.encode(message);
    boolean fits = datagram.remaining() <= LegacyCodec.MAX_DATAGRAM_BYTES;
    if (fits) {
      transport.send(destination, datagram);
    }
    return fits;
  }

  // Clients

  private void get(Address source, LegacyMessage.Get get) {
    Optional<Key> key = LegacyWrites.keyOf(get.key());
    if (key.isPresent()) {
      network.get(key.get(), value -> answer(source, value.flatMap(Bytes::asUtf8)));
    } else {
      answer(source, Optional.empty());
    }
  }

  /** What it could not read whole is absent to it: no answer at all would block a stock node. */
  private void answer(Address source, Optional<String> value) {
    if (!send(source, new LegacyMessage.GetResponse(value))) {
      send(source, new LegacyMessage.GetResponse(Optional.empty()));
    }
  }

  private LegacyMessage info() {
    long others = network.peers().size() + (long) peers.all().size();
    return new LegacyMessage.InfoResponse(self.shortText(), others, network.entries());
  }

  // Nodes

  private boolean sync(Address source) {
    LegacyPeer peer = peers.get(source);
    long nowNanos = loop.nanoTime();
    if (peer == null || nowNanos - peer.joinedAtNanos() > MAX_JOIN_AGE_NANOS) {
      return false;
    }
    boolean busy = syncs.size() >= MAX_SYNCS || syncs.containsKey(source);
    if (!busy && peer.startSync(nowNanos, SYNC_PAUSE_NANOS)) {
      LegacySync sync =
          new LegacySync(source, loop, network, data -> sendData(peer, data), syncs::remove);
      syncs.put(source, sync);
      sync.start();
    }
    return true;
  }

  private void sendData(LegacyPeer peer, Map<String, String> data) {
    writes.noteHeld(peer, data);
    send(peer.address(), new LegacyMessage.SyncResponse(data));
  }

  /** What a stock node holds becomes ours only where we know nothing: its data has no versions. */
  private boolean onSyncResponse(Address source, LegacyMessage.SyncResponse response) {
    LegacyPeer peer = peers.get(source);
    if (peer == null || !members.onSyncResponse(peer)) {
      return false;
    }
    response.data().forEach((key, value) -> writes.adopt(peer, key, value));
    return true;
  }

  /** A key changed here: tells the stock nodes that are ours to tell and do not hold it. */
  @Override
  public void onChange(Entry before, Entry after) {
    if (peers.isEmpty() || after == null || after.isTombstone() || isSameValue(before, after)) {
      return;
    }
    after.value().ifPresent(value -> writes.tell(after.key(), value, members::isOurs));
  }

  private static boolean isSameValue(Entry before, Entry after) {
    return before != null && before.value().equals(after.value());
  }
}
