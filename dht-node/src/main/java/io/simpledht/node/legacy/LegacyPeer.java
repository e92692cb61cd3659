package io.simpledht.node.legacy;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** One stock node, and what it is known to hold. */
final class LegacyPeer {

  /** Keys whose value there is remembered; the longest unused give way. */
  static final int MAX_KNOWN_KEYS = 4_096;

  /** A stock node waits 5 s before it asks again. */
  private static final long REJOIN_PAUSE_NANOS = 1_000_000_000L;

  private static final long COPY_PAUSE_NANOS = 10_000_000_000L;
  private static final long COPY_PAUSE_FACTOR = 9;

  private record Known(Id pair, boolean told, long toldAtNanos) {}

  private final Address address;
  private final String nodeId;
  private final Map<Id, Known> known = new LinkedHashMap<>(0); // by the place of the key
  private Set<String> knows = new LinkedHashSet<>(0);
  private final boolean joinedByUs;
  private long joinedAtNanos;
  private long nextCopyAtNanos;
  private boolean copyAwaited;
  private long challengedAtNanos;
  private boolean everChallenged;
  private boolean proven;
  private int missedPings;

  LegacyPeer(Address address, String nodeId, boolean joinedByUs, long nowNanos) {
    this.address = address;
    this.nodeId = nodeId;
    this.joinedByUs = joinedByUs;
    this.joinedAtNanos = nowNanos;
    this.nextCopyAtNanos = nowNanos;
    this.proven = joinedByUs; // the operator named it, and it answered
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

  /** It holds this pair under a key from now on, by its own word. */
  void holds(Key key, Id pair) {
    Known before = known.remove(key.id());
    boolean told = before != null && before.told;
    know(key, new Known(pair, told, told ? before.toldAtNanos : 0));
  }

  /**
   * Whether it is to be told of a pair, and is from now on. Not if it holds just that; a value it
   * held earlier counts as new: what matters is the last one.
   */
  boolean tell(Key key, Id pair, long nowNanos) {
    Known before = known.remove(key.id());
    boolean isNew = before == null || !pair.equals(before.pair);
    know(key, isNew ? new Known(pair, true, nowNanos) : before);
    return isNew;
  }

  private void know(Key key, Known pair) {
    if (known.size() >= MAX_KNOWN_KEYS) {
      known.remove(known.keySet().iterator().next());
    }
    known.put(key.id(), pair);
  }

  /** Whether it was told of the key lately, and what it says of it may be what we said. */
  boolean wasTold(Key key, long nowNanos) {
    Known last = known.get(key.id());
    return last != null && last.told && nowNanos - last.toldAtNanos <= RecentStores.WINDOW_NANOS;
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

  /** A word from it, or from somebody in its name: it counts once it has proven itself. */
  void heard() {
    missedPings = proven ? 0 : missedPings;
  }

  /** It has said what only a node at its address can know. */
  void prove() {
    proven = true;
    missedPings = 0;
  }

  boolean isProven() {
    return proven;
  }

  /** Whether it may be asked to prove itself: not for everything that is said in its name. */
  boolean mayChallenge(long nowNanos) {
    boolean pausing = everChallenged && nowNanos - challengedAtNanos < REJOIN_PAUSE_NANOS;
    if (!pausing) {
      everChallenged = true;
      challengedAtNanos = nowNanos;
    }
    return !pausing;
  }

  /** Counts a ping; how many it has missed in a row before. */
  int pinged() {
    return missedPings++;
  }

  /** It gets a copy of everything once it has proven itself. */
  void awaitCopy() {
    copyAwaited = true;
  }

  /** Whether it waits for a copy; not any more now. */
  boolean takeAwaitedCopy() {
    boolean awaited = copyAwaited;
    copyAwaited = false;
    return awaited;
  }

  boolean mayCopy(long nowNanos) {
    return nowNanos - nextCopyAtNanos >= 0;
  }

  /** Copies may be asked for in its name, so they take up a tenth of the time at most. */
  void copied(long beganAtNanos, long nowNanos) {
    long pause = Math.max(COPY_PAUSE_NANOS, COPY_PAUSE_FACTOR * (nowNanos - beganAtNanos));
    nextCopyAtNanos = nowNanos + pause;
  }
}
