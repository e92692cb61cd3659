package io.simpledht.node.legacy;

import io.simpledht.protocol.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ancestor's nodes that joined through us, or that we joined through. Bounded in number and in
 * how fast strangers may enter, because the source of a join may be forged.
 */
final class LegacyPeers {

  /** More stock nodes than this do not work together anyway. */
  static final int MAX_PEERS = 64;

  /** Pings in a row without a word after which a peer is dropped. */
  private static final int MAX_MISSED_PINGS = 3;

  /** Strangers that may join at once. */
  private static final int MAX_JOIN_BURST = 16;

  /** Then one in this time: a stock node asks three times in 15 s. */
  private static final long JOIN_INTERVAL_NANOS = 250_000_000L;

  private final Map<Address, LegacyPeer> peers = new LinkedHashMap<>(0);
  private final TokenBucket joins;

  LegacyPeers(long nowNanos) {
    joins = new TokenBucket(JOIN_INTERVAL_NANOS, MAX_JOIN_BURST, nowNanos);
  }

  /** A peer that joined; nothing if there are too many, or too many at once. */
  Optional<LegacyPeer> join(Address address, String nodeId, long nowNanos) {
    LegacyPeer known = peers.get(address);
    boolean tooSoon = known != null && !known.rejoin(nowNanos);
    boolean stranger = known == null || !known.isProven();
    if (tooSoon || stranger && !joins.tryTake(nowNanos)) {
      return Optional.empty();
    }
    return known != null
        ? Optional.of(known)
        : add(new LegacyPeer(address, nodeId, false, nowNanos));
  }

  /** A peer that we joined through. */
  Optional<LegacyPeer> joined(Address address, String nodeId, long nowNanos) {
    LegacyPeer known = peers.get(address);
    return known != null && known.joinedByUs()
        ? Optional.of(known)
        : add(new LegacyPeer(address, nodeId, true, nowNanos));
  }

  private Optional<LegacyPeer> add(LegacyPeer peer) {
    if (!peers.containsKey(peer.address()) && peers.size() >= MAX_PEERS && !evict()) {
      return Optional.empty();
    }
    peers.put(peer.address(), peer);
    return Optional.of(peer);
  }

  /** The oldest that did not prove to be there gives way; others never do. */
  private boolean evict() {
    for (LegacyPeer peer : peers.values()) {
      if (!peer.isProven()) {
        peers.remove(peer.address());
        return true;
      }
    }
    return false;
  }

  /** Those that are there beyond doubt. */
  long proven() {
    return peers.values().stream().filter(LegacyPeer::isProven).count();
  }

  /** Whether a peer has proven to be at this address. */
  boolean isProven(Address address) {
    LegacyPeer peer = peers.get(address);
    return peer != null && peer.isProven();
  }

  /** The peer at an address, or null. */
  LegacyPeer get(Address address) {
    return peers.get(address);
  }

  /** A peer gave a sign of life; false if it is none. */
  boolean heard(Address address) {
    LegacyPeer peer = peers.get(address);
    if (peer != null) {
      peer.heard();
    }
    return peer != null;
  }

  boolean isEmpty() {
    return peers.isEmpty();
  }

  void remove(Address address) {
    peers.remove(address);
  }

  List<LegacyPeer> all() {
    return new ArrayList<>(peers.values());
  }

  /** Counts a ping for each peer, drops those that missed too many, and returns the others. */
  List<LegacyPeer> toPing() {
    peers.values().removeIf(peer -> peer.pinged() >= MAX_MISSED_PINGS);
    return all();
  }
}
