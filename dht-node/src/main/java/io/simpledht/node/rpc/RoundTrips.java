package io.simpledht.node.rpc;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.SipHash;

/**
 * Round-trip estimates by address, for the peers asked most recently. The table forgets: it is cut
 * into sets of {@value #WAYS} places, an address belongs to one set by its hash, and in a full set
 * the one not used for longest gives way. It grows while sets are full.
 *
 * <p>It knows addresses by their hash only: two that share one share an estimate. Whoever has one
 * has answered before and may be sent much, so nobody must be able to find an address that shares
 * its hash with somebody else's, nor many that fill one set. The hash is SipHash under keys that
 * nobody else knows.
 */
final class RoundTrips {

  /** Peers remembered; the one not used for longest gives way. */
  static final int MAX_PEERS = 512;

  /** Places of a set. */
  private static final int WAYS = 8;

  private final long key0;
  private final long key1;
  private int[] hashes = new int[WAYS];
  private long[] estimates = new long[WAYS];

  /** An empty table; the keys must be unpredictable in production. */
  RoundTrips(long key0, long key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  void sample(Address peer, long roundTripNanos) {
    if (roundTripNanos < 0) {
      return;
    }
    int hash = hash(peer);
    long updated = RttEstimator.sample(estimate(hash), roundTripNanos);
    int set = setOf(hash);
    if (estimates[set] != RttEstimator.UNKNOWN && hashes[set] == hash) {
      estimates[set] = updated;
    } else {
      insert(hash, updated);
    }
  }

  long timeoutNanos(Address peer) {
    return RttEstimator.timeoutNanos(estimate(hash(peer)));
  }

  long smoothedNanos(Address peer) {
    return RttEstimator.smoothedNanos(estimate(hash(peer)));
  }

  private int hash(Address peer) {
    SipHash hash = new SipHash(key0, key1);
    hash.add(peer.highBits());
    hash.add(peer.lowBits());
    hash.add(peer.port());
    return (int) hash.end();
  }

  /** The estimate of an address, which moves to the first place of its set. */
  private long estimate(int hash) {
    int set = setOf(hash);
    for (int i = set; i < set + WAYS && estimates[i] != RttEstimator.UNKNOWN; i++) {
      if (hashes[i] == hash) {
        long known = estimates[i];
        moveUp(set, i);
        put(set, hash, known);
        return known;
      }
    }
    return RttEstimator.UNKNOWN;
  }

  private void insert(int hash, long estimate) {
    int last = setOf(hash) + WAYS - 1;
    if (estimates[last] != RttEstimator.UNKNOWN && hashes.length < MAX_PEERS) {
      grow();
      insert(hash, estimate);
      return;
    }
    moveUp(setOf(hash), setOf(hash) + WAYS - 1);
    put(setOf(hash), hash, estimate);
  }

  /** Twice the sets: each falls apart into two, and keeps its order in both. */
  private void grow() {
    int[] oldHashes = hashes;
    long[] oldEstimates = estimates;
    hashes = new int[2 * oldHashes.length];
    estimates = new long[2 * oldHashes.length];
    for (int i = oldHashes.length - 1; i >= 0; i--) {
      if (oldEstimates[i] != RttEstimator.UNKNOWN) {
        insert(oldHashes[i], oldEstimates[i]);
      }
    }
  }

  /** Overwrites place {@code end} of a set by moving those before it up by one. */
  private void moveUp(int set, int end) {
    System.arraycopy(hashes, set, hashes, set + 1, end - set);
    System.arraycopy(estimates, set, estimates, set + 1, end - set);
  }

  private void put(int place, int hash, long estimate) {
    hashes[place] = hash;
    estimates[place] = estimate;
  }

  private int setOf(int hash) {
    return hash & hashes.length - WAYS;
  }
}
