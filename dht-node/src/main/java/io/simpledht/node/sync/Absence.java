package io.simpledht.node.sync;

import io.simpledht.node.replication.HybridClock;
import io.simpledht.protocol.Version;
import io.simpledht.store.Store;

/**
 * How long this node has been out of touch. Deletes are remembered for a retention only: whoever
 * was away longer may hold values whose tombstones are forgotten everywhere, and would bring them
 * back to life by offering them. It therefore offers nothing, and drops what it held when it lost
 * touch, once it has found somebody who was not away, and copies afresh. What it was told to write
 * while away is newer than that and stays. So does what it wrote since it last compared with
 * somebody: silence is taken for chance at first, and what is written then may be nowhere else.
 *
 * <p>If nobody is left who was not away, nothing is dropped: old values coming back are the smaller
 * evil than everybody forgetting everything. For the same reason nothing is dropped where keys are
 * held by some nodes only: whoever was there meanwhile may never have had them.
 */
final class Absence {

  private static final long IN_TOUCH = Long.MAX_VALUE;

  private final Store store;
  private final HybridClock clock;
  private final long retentionMillis;
  private long sinceMillis;
  private long newestThen; // clock of the newest version we had seen when we lost touch
  private long newestShared; // likewise when we last compared: what we wrote before, others have

  /** A node that starts with entries was away since the newest of them was written at most. */
  Absence(Store store, HybridClock clock, long retentionMillis) {
    this.store = store;
    this.clock = clock;
    this.retentionMillis = retentionMillis;
    boolean empty = store.values() + store.tombstones() == 0;
    this.sinceMillis = empty ? IN_TOUCH : store.newestVersion().wallMillis();
    this.newestThen = store.newestVersion().clock();
    this.newestShared = newestThen;
  }

  /** The last peer fell silent. */
  void begin(long wallMillis) {
    if (sinceMillis == IN_TOUCH) {
      newestThen = store.newestVersion().clock();
    }
    sinceMillis = Math.min(sinceMillis, wallMillis);
  }

  /**
   * Somebody else has all that was held here when we began to compare.
   *
   * @param newest of the clock at that time
   */
  void shared(long newest) {
    newestShared = newest;
  }

  /** The node has compared with somebody, or found that everybody was away. */
  void end() {
    sinceMillis = IN_TOUCH;
  }

  /** Whether what this node holds may be older than tombstones that are forgotten by now. */
  boolean exceedsRetention(long wallMillis) {
    return sinceMillis != IN_TOUCH && wallMillis - sinceMillis > retentionMillis;
  }

  /**
   * Somebody complete has been found: drops what cannot be trusted, if anything. But who has not
   * seen what we had seen before was not there then; it began anew, and knows of no deletes. Had
   * anything been deleted since, it would have seen a newer version.
   *
   * @param newest clock of the newest version the other one has seen
   */
  void onCompletePeer(long wallMillis, long newest) {
    if (exceedsRetention(wallMillis) && newest >= newestThen) {
      store.dropOld(this::mayBeForgottenElsewhere);
    }
    end();
  }

  private boolean mayBeForgottenElsewhere(Version version) {
    boolean oursAlone =
        clock.wrote(version) && Long.compareUnsigned(version.clock(), newestShared) > 0;
    return version.wallMillis() < sinceMillis && !oursAlone;
  }
}
