package io.simpledht.node.legacy;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Id;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** One stock node, and what it is known to hold. */
final class LegacyPeer {

  /** Keys whose value there is remembered; the longest unused give way. */
  private static final int MAX_KNOWN_KEYS = 4_096;

  /** A stock node waits 5 s before it asks again. */
  private static final long REJOIN_PAUSE_NANOS = 1_000_000_000L;

  private final Address address;
  private final String nodeId;
  private final Map<String, Id> known = new LinkedHashMap<>(0);
  private Set<String> knows = new LinkedHashSet<>(0);
  private final boolean joinedByUs;
  private long joinedAtNanos;
  private long syncedAtNanos;
  private boolean everSynced;
  private boolean proven;
  private int missedPings;

  LegacyPeer(Address address, String nodeId, boolean joinedByUs, long nowNanos) {
    this.address = address;
    this.nodeId = nodeId;
    this.joinedByUs = joinedByUs;
    this.joinedAtNanos = nowNanos;
  }

  Address address() {
    return address;
  }

  String nodeId() {
    return nodeId;
  }

  /** Whether we joined through it, rather than it through us. */
  boolean joinedByUs() {
    return joinedByUs;
  }

  /**
   * Notes what it holds under a key from now on. False if it held just that before. A value it held
   * earlier counts as new: what matters is the last one.
   */
  boolean holdsNow(String key, Id pair) {
    Id before = known.remove(key);
    if (before == null && known.size() >= MAX_KNOWN_KEYS) {
      known.remove(known.keySet().iterator().next());
    }
    known.put(key, pair);
    return !pair.equals(before);
  }

  /**
   * It joined again: it may have restarted, and holds nothing we know of. False if it joined only
   * just now, which a stock node does not do and whoever forges its address may.
   */
  boolean rejoin(long nowNanos) {
    if (nowNanos - joinedAtNanos < REJOIN_PAUSE_NANOS) {
      return false;
    }
    known.clear();
    joinedAtNanos = nowNanos;
    return true;
  }

  long joinedAtNanos() {
    return joinedAtNanos;
  }

  /** The ids in its routing table. */
  void knows(Set<String> nodeIds) {
    knows = nodeIds;
  }

  Set<String> knows() {
    return knows;
  }

  /** A word from it beyond the join, which anybody can send in another's name. */
  void heard() {
    missedPings = 0;
    proven = true;
  }

  boolean isProven() {
    return proven;
  }

  /** Counts a ping; how many it has missed in a row before. */
  int pinged() {
    return missedPings++;
  }

  /** Whether it may be sent everything: not again within the pause. */
  boolean startSync(long nowNanos, long pauseNanos) {
    if (everSynced && nowNanos - syncedAtNanos < pauseNanos) {
      return false;
    }
    everSynced = true;
    syncedAtNanos = nowNanos;
    return true;
  }
}
