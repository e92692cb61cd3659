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
import java.util.Optional;
import java.util.random.RandomGenerator;

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
 *
 * <p>Nor may somebody be sent much who did not ask for it, as senders can be forged: see {@link
 * LegacyAnswers} and {@link LegacyNames}. Who has not proven to be there is told nothing.
 */
public final class LegacyGateway implements ForeignHandler, Store.Observer {

  private final Id self;
  private final LegacyNetwork network;
  private final LegacyPeers peers;
  private final LegacyAnswers answers;
  private final LegacyMembers members;
  private final LegacyWrites writes;
  private final LegacyCopies copies;

  /**
   * A gateway that answers for the node {@code self}.
   *
   * @param random must be unpredictable in production
   */
  public LegacyGateway(
      Transport transport, Id self, LegacyNetwork network, RandomGenerator random) {
    EventLoop loop = transport.loop();
    this.self = self;
    this.network = network;
    peers = new LegacyPeers(loop.nanoTime());
    answers = new LegacyAnswers(transport, peers::isProven, network::onNotice);
    members = new LegacyMembers(transport, self, network, peers, answers, new LegacyNames(random));
    writes = new LegacyWrites(loop, network, peers, answers::send);
    copies = new LegacyCopies(loop, network, writes, answers, members::challenge);
  }

  /** Asks a seed that does not speak our protocol whether it speaks the ancestor's. */
  public void tryJoin(Address seed) {
    members.tryJoin(seed);
  }

  /** Who answers in our own language is no stock node, whatever it was, or was taken for. */
  public void onOwnKind(Address address) {
    members.onOwnKind(address);
  }

  /** Stops all timers. */
  public void close() {
    members.close();
    writes.close();
    copies.close();
    answers.close();
  }

  /**
   * Serves the datagram; false if it is no message of the ancestor's, or an answer not asked for.
   */
  @Override
  public boolean onForeign(Address source, ByteBuffer datagram) {
    int bytes = datagram.remaining();
    Optional<LegacyMessage> message = LegacyCodec.decode(datagram);
    return message.isPresent() && serve(source, message.get(), bytes);
  }

  private boolean serve(Address source, LegacyMessage message, int bytes) {
    if (message instanceof LegacyMessage.Join join) {
      return members.onJoin(source, join, bytes);
    }
    boolean known = peers.heard(source);
    if (message instanceof LegacyMessage.Ping) {
      answers.send(source, new LegacyMessage.Pong());
    } else if (message instanceof LegacyMessage.Store store) {
      writes.onStore(source, store);
    } else if (message instanceof LegacyMessage.Get get) {
      get(source, get, bytes);
    } else if (message instanceof LegacyMessage.SyncRequest) {
      return known && copies.onAsked(peers.get(source));
    } else if (message instanceof LegacyMessage.InfoRequest) {
      answers.send(source, info());
    } else if (message instanceof LegacyMessage.JoinAck ack) {
      return onJoinAck(source, ack);
    } else if (message instanceof LegacyMessage.SyncResponse response) {
      return onSyncResponse(source, response);
    } else {
      return known; // a pong or an acknowledgement, from a peer or from a stranger
    }
    return true;
  }

  // Clients

  private void get(Address source, LegacyMessage.Get get, int bytes) {
    Optional<Key> key = LegacyWrites.keyOf(get.key());
    if (key.isPresent()) {
      network.get(key.get(), value -> answer(source, bytes, value.flatMap(Bytes::asUtf8)));
    } else {
      answer(source, bytes, Optional.empty());
    }
  }

  /** What it could not read whole is absent to it: no answer at all would block a stock node. */
  private void answer(Address source, int askedBytes, Optional<String> value) {
    LegacyMessage none = new LegacyMessage.GetResponse(Optional.empty());
    answers.answer(source, askedBytes, new LegacyMessage.GetResponse(value), none);
  }

  private LegacyMessage info() {
    long others = network.peers().size() + peers.proven();
    return new LegacyMessage.InfoResponse(self.shortText(), others, network.entries());
  }

  // Nodes

  private boolean onJoinAck(Address source, LegacyMessage.JoinAck ack) {
    boolean expected = members.onJoinAck(source, ack);
    LegacyPeer peer = peers.get(source);
    if (expected && peer != null) {
      copies.onSign(peer);
    }
    return expected;
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
    after.value().ifPresent(value -> writes.tell(after.key(), value, this::isToldByUs));
  }

  private static boolean isSameValue(Entry before, Entry after) {
    return before != null && before.value().equals(after.value());
  }

  private boolean isToldByUs(LegacyPeer peer) {
    return peer.isProven() && members.isOurs(peer);
  }
}
