package io.simpledht.node.replication;

import io.simpledht.node.rpc.Gauges;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.store.Store;
import io.simpledht.store.StoreException;
import io.simpledht.store.StoreFullException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * This node's copy of the data: every entry, whoever wrote it and however it came, enters the store
 * here and nowhere else, and everyone who must know of a change is told here.
 */
public final class Replica {

  /** Entries touched in one go when expiry is carried out, so that the loop stays responsive. */
  private static final int EXPIRY_BATCH = 1_000;

  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** Expired values read as absent at once; only their removal waits this long. */
  private static final long EXPIRY_PERIOD_NANOS = 1_000_000_000L;

  /** The wall clock may jump, so what is to end later is looked at this often all the same. */
  private static final long LONGEST_EXPIRY_PAUSE_NANOS = 60_000_000_000L;

  /** Callers that may wait for the disk; one more is told that it is not known. */
  static final int MAX_SYNCS = 65_536;

  private final Store store;
  private final HybridClock clock;
  private final EventLoop loop;
  private final int maxValueBytes;
  private Cancellable expiry = Cancellable.NONE;
  private long expiryNanos = Long.MAX_VALUE; // when it is planned for
  private boolean closed;
  private final Map<Long, Consumer<Boolean>> syncs = new LinkedHashMap<>();
  private long nextSync;
  private int merging;
  private final List<Consumer<Boolean>> early = new ArrayList<>(0);
  // Counts of merges: all that changed the store, and those known to survive a crash.
  private long applied;
  private long durable;
  private final Refusals refusals = new Refusals();
  private final Set<Key> leaving = new LinkedHashSet<>(0);
  private final List<Store.Observer> observers = new ArrayList<>(2);

  /**
   * Takes ownership of the store.
   *
   * @param maxValueBytes values larger than this are refused
   */
  public Replica(Store store, HybridClock clock, EventLoop loop, int maxValueBytes) {
    this.store = store;
    this.clock = clock;
    this.loop = loop;
    this.maxValueBytes = maxValueBytes;
    store.observe(this::tell);
    planExpiry(store.firstExpiryMillis());
  }

  /** Adds someone who hears of every change, in the order added. Loop only. */
  public void addObserver(Store.Observer observer) {
    observers.add(observer);
  }

  private void tell(Entry before, Entry after) {
    if (after != null) {
      planExpiry(after.expiresAtMillis());
    }
    for (Store.Observer observer : observers) {
      observer.onChange(before, after);
    }
  }

  /**
   * Stores this node's own write.
   *
   * @throws StoreException if the store is full or failed; nothing was stored
   */
  public void mergeOwn(Entry entry) {
    clock.observe(entry.version());
    mergeCounted(entry);
  }

  /** Merges an entry from anywhere and says what became of it. Loop only. */
  public StoreStatus merge(Entry entry) {
    if (clock.isFromTheFuture(entry.version())) {
      return StoreStatus.FUTURE_VERSION;
    }
    if (entry.valueBytes() > maxValueBytes) {
      return refused(entry.key(), StoreStatus.TOO_LARGE);
    }
    clock.observe(entry.version());
    vouch(entry.key());
    if (isForgotten(entry)) {
      return StoreStatus.STALE;
    }
    try {
      return switch (mergeCounted(entry)) {
        case APPLIED -> StoreStatus.APPLIED;
        case DUPLICATE -> StoreStatus.DUPLICATE;
        case STALE -> StoreStatus.STALE;
      };
    } catch (StoreFullException full) {
      return noRoom(StoreStatus.STORE_FULL);
    } catch (StoreException failed) {
      return noRoom(StoreStatus.STORAGE_ERROR);
    }
  }

  /**
   * Whether this is a delete that it is time to forget, and of nothing: whoever has not dropped it
   * yet has a slower clock, and taking it again until then would be to and fro. Where there is
   * something to delete it is taken at any time.
   */
  private boolean isForgotten(Entry entry) {
    return entry.isTombstone()
        && entry.isExpired(loop.wallMillis())
        && store.get(entry.key()).isEmpty();
  }

  private StoreStatus noRoom(StoreStatus why) {
    refusals.addAny();
    return why;
  }

  /** Notes that an entry of a key which others hold was not taken here. Loop only. */
  StoreStatus refused(Key key, StoreStatus why) {
    refusals.add(key);
    return why;
  }

  /** Entries not taken so far. Loop only. */
  public long refusals() {
    return refusals.count();
  }

  /** Whether no entry that was not taken can be lacking. Any thread. */
  public boolean hasAllOffered() {
    return refusals.isEmpty();
  }

  /** Whether a key that is not held may be one whose entry was not taken. Loop only. */
  public boolean mayLack(Key key) {
    return refusals.concern(key);
  }

  /** Nothing was lacking when so many had not been taken. Loop only. */
  public void lacksNothing(long refusalsThen) {
    refusals.clear(refusalsThen);
  }

  /**
   * These keys are about to be let go of, in the place of any others: if all who are to hold them
   * do, and nobody is told meanwhile that they are here. Loop only.
   */
  public void leaving(List<Key> keys) {
    leaving.clear();
    leaving.addAll(keys);
  }

  /**
   * Somebody is told that a key is held here, and may let go of it for that. Where two nodes take
   * each other for the holder, one of them at least has told the other after it began to ask.
   */
  public void vouch(Key key) {
    leaving.remove(key);
  }

  /** Whether a key is about to be let go of, and nobody relies on it. Loop only. */
  public boolean mayLeave(Key key) {
    return leaving.contains(key);
  }

  /** Merges that changed something so far. Loop only. */
  public long applied() {
    return applied;
  }

  private Store.Merge mergeCounted(Entry entry) {
    merging++;
    try {
      Store.Merge outcome = store.merge(entry);
      applied += outcome == Store.Merge.APPLIED ? 1 : 0;
      return outcome;
    } finally {
      merging--;
      while (merging == 0 && !early.isEmpty()) {
        sync(early.remove(0)); // if it throws, the next merge goes on with the others
      }
    }
  }

  /**
   * Calls back with true once everything merged so far survives a crash; at once, and without
   * troubling the store, if it does already. With false if it may not: the storage failed, the node
   * closes first, or {@value #MAX_SYNCS} wait already. Loop only.
   *
   * @throws RuntimeException what a store throws that nobody expected; the caller has been told
   */
  public void sync(Consumer<Boolean> whenKnown) {
    if (merging > 0) {
      early.add(whenKnown); // an observer of what is being merged: the store must have it first
      return;
    }
    // Not only what the caller merged: a duplicate is no safer than the entry that was first.
    if (durable == applied) {
      whenKnown.accept(true);
      return;
    }
    if (closed || syncs.size() >= MAX_SYNCS) {
      whenKnown.accept(false);
      return;
    }
    long reached = applied;
    long number = nextSync++;
    syncs.put(number, whenKnown);
    try {
      store.sync(done -> synced(number, reached, done));
    } catch (StoreException failed) {
      synced(number, reached, false);
    } catch (RuntimeException | Error unexpected) {
      synced(number, reached, false); // whoever waits would wait for ever
      throw unexpected;
    }
  }

  private void synced(long number, long reached, boolean done) {
    Consumer<Boolean> waiting = syncs.remove(number);
    durable = done ? Math.max(durable, reached) : durable;
    if (waiting != null) {
      waiting.accept(done);
    }
  }

  /** How full the queues are. Loop only. */
  public void read(Gauges gauges) {
    gauges.read("callers waiting for the disk", syncs.size(), MAX_SYNCS);
  }

  /** The live value of a key. Any thread. */
  public Optional<Entry> live(Key key) {
    return store.get(key).filter(this::isLive);
  }

  /** What is stored under a key, tombstones included. Any thread. */
  public Optional<Entry> find(Key key) {
    return store.get(key);
  }

  /** Whether a version newer than {@code version} is stored under a key. */
  public boolean holdsNewer(Key key, Version version) {
    return find(key).filter(held -> held.version().newerThan(version)).isPresent();
  }

  /** Whether an entry reads as a value now. */
  public boolean isLive(Entry entry) {
    return !entry.isTombstone() && !entry.isExpired(loop.wallMillis());
  }

  /** The timer runs only while something can expire, and for when it does: waiting is free. */
  private void planExpiry(long wallMillis) {
    if (wallMillis == Entry.NEVER || closed) {
      return;
    }
    long dueNanos = loop.nanoTime() + expiryPause(wallMillis - loop.wallMillis());
    if (expiryNanos == Long.MAX_VALUE || dueNanos - expiryNanos < 0) {
      expiry.cancel();
      expiryNanos = dueNanos;
      expiry = loop.schedule(dueNanos - loop.nanoTime(), this::expire);
    }
  }

  private static long expiryPause(long millis) {
    long most = LONGEST_EXPIRY_PAUSE_NANOS / NANOS_PER_MILLI;
    long pause = Math.min(most, millis) * NANOS_PER_MILLI;
    return Math.max(EXPIRY_PERIOD_NANOS, pause);
  }

  private void expire() {
    expiryNanos = Long.MAX_VALUE;
    if (closed) {
      return;
    }
    boolean more = store.expire(loop.wallMillis(), EXPIRY_BATCH) == EXPIRY_BATCH;
    if (more) {
      loop.execute(this::expire);
    } else {
      planExpiry(store.firstExpiryMillis());
    }
  }

  /** Stops expiring, ends the wait of all syncs and closes the store. Loop only. */
  public void close() {
    closed = true;
    expiry.cancel();
    List<Consumer<Boolean>> waiting = List.copyOf(syncs.values());
    syncs.clear();
    waiting.forEach(sync -> sync.accept(false));
    store.close();
  }

  /** The clock that stamps this node's writes. */
  public HybridClock clock() {
    return clock;
  }

  /** The largest value taken, in bytes. */
  public int maxValueBytes() {
    return maxValueBytes;
  }

  /** For scans and sizes; merges go through {@link #merge}. */
  public Store store() {
    return store;
  }
}
