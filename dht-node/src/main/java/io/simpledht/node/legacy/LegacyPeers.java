package io.simpledht.node.legacy;

import io.simpledht.protocol.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ancestor's nodes that joined through us, or that we joined through. Bounded. */
final class LegacyPeers {

  /** More stock nodes than this do not work together anyway. */
  static final int MAX_PEERS = 64;

  /** Pings in a row without a word after which a peer is dropped. */
  private static final int MAX_MISSED_PINGS = 3;

  /** One stock node. */
  static final class LegacyPeer {
    private final Address address;
    private final String nodeId;
    private final RecentStores recent = new RecentStores();
    private int missedPings;
    private boolean syncing;

    private LegacyPeer(Address address, String nodeId) {
      this.address = address;
      this.nodeId = nodeId;
    }

    Address address() {
      return address;
    }

    String nodeId() {
      return nodeId;
    }

    /** Pairs this peer has sent or been sent. */
    RecentStores recent() {
      return recent;
    }

    /** Whether a copy of the data is on its way to it: one at a time. */
    boolean isSyncing() {
      return syncing;
    }

    void syncing(boolean now) {
      syncing = now;
    }
  }

  private final Map<Address, LegacyPeer> peers = new LinkedHashMap<>(0);

  /** Registers a peer; false if there are too many. */
  boolean add(Address address, String nodeId) {
    if (peers.containsKey(address)) {
      return true;
    }
    if (peers.size() >= MAX_PEERS) {
      return false;
    }
    peers.put(address, new LegacyPeer(address, nodeId));
    return true;
  }

  /** The peer at an address, or null. */
  LegacyPeer get(Address address) {
    return peers.get(address);
  }

  /** A peer gave a sign of life. */
  void heard(Address address) {
    LegacyPeer peer = peers.get(address);
    if (peer != null) {
      peer.missedPings = 0;
    }
  }

  boolean isEmpty() {
    return peers.isEmpty();
  }

  List<LegacyPeer> all() {
    return new ArrayList<>(peers.values());
  }

  /** Counts a ping for each peer, drops those that missed too many, and returns the others. */
  List<LegacyPeer> toPing() {
    peers.values().removeIf(peer -> peer.missedPings >= MAX_MISSED_PINGS);
    peers.values().forEach(peer -> peer.missedPings++);
    return all();
  }
}
