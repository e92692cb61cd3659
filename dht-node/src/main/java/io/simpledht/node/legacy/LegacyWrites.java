package io.simpledht.node.legacy;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.transport.EventLoop;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Writes both ways: takes the stores of stock clients and nodes, and tells stock nodes of ours. A
 * store is acknowledged when its value survives a crash here, whether it came with it or was held
 * already, and otherwise not: the ancestor's protocol has no word for no.
 *
 * <p>Which stores are writes, and which are echoes of what stock nodes heard of each other or us:
 *
 * <ul>
 *   <li>What is held already is no write.
 *   <li>A value that was not exchanged with any stock node within {@link RecentStores#WINDOW_NANOS}
 *       is one.
 *   <li>Who did not join here may be a client, or a stock node that another one told of us. Of him
 *       only what he said himself counts, and what he would overwrite must not be news: he may
 *       still be passing on what was overwritten by it.
 *   <li>An earlier value of a key of which we told that node within the window is an echo of ours.
 *   <li>Whatever else is in doubt: see {@link EchoDoubts}.
 * </ul>
 */
final class LegacyWrites {

  /** A stock node in a storm works off what its socket has queued for as long as that. */
  private static final long NEWS_MILLIS = EchoDoubts.QUIET_NANOS / 1_000_000;

  private final EventLoop loop;
  private final LegacyNetwork network;
  private final LegacyPeers peers;
  private final BiConsumer<Address, LegacyMessage> sender;
  private final RecentStores recent = new RecentStores();
  private final EchoDoubts doubts;

  LegacyWrites(
      EventLoop loop,
      LegacyNetwork network,
      LegacyPeers peers,
      BiConsumer<Address, LegacyMessage> sender) {
    this.loop = loop;
    this.network = network;
    this.peers = peers;
    this.sender = sender;
    this.doubts = new EchoDoubts(loop);
  }

  void close() {
    doubts.close();
  }

  /** The key that a stock node calls by this name, if it can be one here. */
  static Optional<Key> keyOf(String text) {
    Bytes bytes = Bytes.utf8(text);
    boolean valid = !bytes.isEmpty() && bytes.length() <= Key.MAX_BYTES;
    return valid ? Optional.of(Key.of(bytes)) : Optional.empty();
  }

  /** Nothing under no name is not even answered by the ancestor. */
  void onStore(Address source, LegacyMessage.Store store) {
    Optional<Key> key = keyOf(store.key());
    if (key.isPresent() && !store.value().isEmpty()) {
      onStore(source, store, key.get(), Bytes.utf8(store.value()));
    }
  }

  private void onStore(Address source, LegacyMessage.Store store, Key key, Bytes value) {
    LegacyPeer peer = peers.get(source);
    String who = source.toString();
    Id pair = RecentStores.pair(peer == null ? who : "", store.key(), store.value());
    Id talk = RecentStores.pair(who, store.key(), "");
    boolean isNew = recent.note(pair, loop.nanoTime());
    boolean ours = peer != null && peer.wasTold(key, loop.nanoTime());
    if (peer != null) {
      peer.holds(key, pair);
    }
    doubts.heard(talk, pair);
    Optional<Entry> latest = network.latest(key);
    if (isHeld(key, value) || isNew && (peer != null || !isNews(latest, who))) {
      take(source, key, value);
    } else if (!ours) {
      doubts.takeIfSilent(talk, pair, () -> takeUnlessChanged(source, key, value, latest));
    }
  }

  private boolean isHeld(Key key, Bytes value) {
    return network.held(key).flatMap(Entry::value).equals(Optional.of(value));
  }

  /** Whether a stock node of the network may not have heard of this yet, and did not say it. */
  private boolean isNews(Optional<Entry> latest, String who) {
    if (latest.isEmpty()) {
      return false;
    }
    Entry entry = latest.get();
    boolean old = loop.wallMillis() - entry.version().wallMillis() > NEWS_MILLIS;
    return !old && !isSaidBy(who, entry);
  }

  private boolean isSaidBy(String who, Entry entry) {
    Optional<String> key = entry.key().bytes().asUtf8();
    Optional<String> value = entry.value().flatMap(Bytes::asUtf8);
    return key.isPresent()
        && value.isPresent()
        && recent.has(RecentStores.pair(who, key.get(), value.get()), loop.nanoTime());
  }

  /** What was written here meanwhile is newer than what waited: that has been overwritten. */
  private void takeUnlessChanged(Address source, Key key, Bytes value, Optional<Entry> before) {
    if (network.latest(key).equals(before)) {
      take(source, key, value);
    } else if (network.held(key).isPresent()) {
      network.whenSafe(acknowledgement(source));
    }
  }

  private void take(Address source, Key key, Bytes value) {
    if (isHeld(key, value)) {
      network.whenSafe(acknowledgement(source));
    } else {
      network.put(key, value, acknowledgement(source));
    }
  }

  private Consumer<Boolean> acknowledgement(Address source) {
    return safe -> {
      if (safe) {
        sender.accept(source, new LegacyMessage.StoreAck());
      }
    };
  }

  /** A peer sent this among its data: ours only where we know nothing, as it has no version. */
  void adopt(LegacyPeer peer, String text, String value) {
    Optional<Key> key = keyOf(text);
    if (key.isPresent() && !value.isEmpty()) {
      noteHeld(peer, key.get(), text, value);
      if (network.latest(key.get()).isEmpty()) {
        network.put(key.get(), Bytes.utf8(value), safe -> {});
      }
    }
  }

  /** A peer is being sent these among our data. */
  void noteHeld(LegacyPeer peer, Map<String, String> data) {
    data.forEach((text, value) -> noteHeld(peer, keyOf(text).orElseThrow(), text, value));
  }

  private void noteHeld(LegacyPeer peer, Key key, String text, String value) {
    Id pair = RecentStores.pair("", text, value);
    peer.holds(key, pair);
    recent.note(pair, loop.nanoTime());
  }

  /** Tells those peers that are ours to tell, and do not hold it. */
  void tell(Key key, Bytes value, Predicate<LegacyPeer> ours) {
    Optional<String> text = key.bytes().asUtf8();
    Optional<String> valueText = value.asUtf8().filter(one -> !one.isEmpty());
    if (text.isEmpty() || valueText.isEmpty()) {
      return;
    }
    Id pair = RecentStores.pair("", text.get(), valueText.get());
    long nowNanos = loop.nanoTime();
    for (LegacyPeer peer : peers.all()) {
      if (ours.test(peer) && peer.tell(key, pair, nowNanos)) {
        recent.note(pair, nowNanos);
        sender.accept(peer.address(), new LegacyMessage.Store(text.get(), valueText.get()));
      }
    }
  }
}
