package io.simpledht.store;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One node's copy of the data. Holds at most one {@link Entry} for each key: the one that
 * {@linkplain Entry#supersedes supersedes} all others merged so far.
 *
 * <p>Contract for implementers:
 *
 * <ul>
 *   <li>{@link #get} and the counters are safe from any thread and never block; everything else is
 *       called on the owning node's event loop, one call at a time.
 *   <li>A {@link #get} that follows a {@link #merge} in time sees it, on every thread.
 *   <li>What {@code merge} applied survives a crash only once a later {@link #sync} called back
 *       with true.
 *   <li>The store knows no clock and no chance; time is an argument.
 * </ul>
 */
public interface Store extends AutoCloseable {

  /** Entries that {@link #expect} makes room for at most; a few MB. */
  int MAX_EXPECTED = 1 << 20;

  /** What a merge did. */
  enum Merge {
    /** The entry is now stored. */
    APPLIED,
    /**
     * An entry of the same version, in all likelihood the very same, is stored; nothing changed.
     */
    DUPLICATE,
    /** A newer one is stored; nothing changed. */
    STALE
  }

  /** Hears of every change, on the loop, before the call that caused it returns. */
  @FunctionalInterface
  interface Observer {

    /**
     * One key's entry changed.
     *
     * @param before what was stored, or null if nothing was
     * @param after what is stored now, or null if the key was dropped
     */
    void onChange(Entry before, Entry after);
  }

  /**
   * Keeps the newer of {@code entry} and what is stored under its key. Tombstones that replace a
   * value are always accepted, so that a full store can be emptied.
   *
   * @throws StoreFullException if a limit would be passed; nothing changed then
   * @throws StoreException if the storage failed; nothing changed then
   */
  Merge merge(Entry entry);

  /**
   * Says that the store will soon hold about this many entries, so that it can make room once
   * instead of growing step by step. A hint from afar that may be wrong by any amount: it must not
   * cost more than {@value #MAX_EXPECTED} entries' worth of empty room. Does nothing by default.
   */
  default void expect(long entries) {}

  /**
   * The entry of {@code key}, tombstones and entries past their expiry included: the caller knows
   * the time. Any thread.
   */
  Optional<Entry> get(Key key);

  /**
   * Shows entries in ascending order of {@link Key#id()}, both ends included, until {@code visitor}
   * returns false or the range is exhausted. The store must not be changed by the visitor. Costs
   * O(log n) plus the entries visited.
   */
  void scan(Id from, Id to, Predicate<Entry> visitor);

  /**
   * Turns expired values into tombstones kept for the store's retention, and drops tombstones whose
   * time has come, earliest first; both are reported to the observer. Costs O(log n) for each entry
   * touched.
   *
   * @param wallMillis the time, milliseconds since 1970
   * @param limit entries to touch at most, so that one call stays short
   * @return entries touched; {@code limit} means there may be more
   */
  int expire(long wallMillis, int limit);

  /**
   * Forgets all entries whose version is {@code old}, tombstones included: for a node that was away
   * longer than deletes are remembered. The observer hears of each.
   */
  void dropOld(Predicate<Version> old);

  /**
   * Forgets one entry without a trace: others are to hold it from now on, and do. Nothing happens
   * if another version of the key is stored. The observer hears of it.
   */
  void drop(Key key, Version version);

  /**
   * When the first entry ends, in wall milliseconds since 1970: {@link #expire} has no work before.
   * {@link Entry#NEVER} if none does.
   */
  long firstExpiryMillis();

  /**
   * The newest version ever merged, stale ones included, so that a restarted node's clock continues
   * above it. {@link Version#NONE} if there was none.
   */
  Version newestVersion();

  /** Live values, including those whose expiry has not been carried out yet. Any thread. */
  long values();

  /** Tombstones. Any thread. */
  long tombstones();

  /** Key and value bytes of all entries. Any thread. */
  long contentBytes();

  /**
   * Makes everything merged so far survive a crash. Calls back once, on the loop, possibly before
   * this returns: with true when it does, with false when the storage failed. After a failure the
   * entries stay visible and may be lost in a crash, until a later call back with true, which
   * covers them as well: whatever the storage threw away is written again. Must not throw; a caller
   * takes an exception for false.
   */
  void sync(Consumer<Boolean> whenKnown);

  /** Sets the one observer. Called at most once, before the first merge of its owner. */
  void observe(Observer observer);

  /**
   * A mark that stands for exactly the present content, so that what somebody worked out from one
   * store need not be worked out again from its copies: two stores that answer the same mark hold
   * the same entries. Nothing by default, and from the first change on.
   */
  default Optional<Object> contentMark() {
    return Optional.empty();
  }

  /** Releases what the store holds open; entries not synced may be lost. Idempotent. */
  @Override
  void close();
}
