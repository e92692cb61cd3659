package io.simpledht.store;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A store on the heap. What it holds is gone with the process; a node with this store gets its copy
 * of the data back from its peers when it joins.
 *
 * <p>{@link #get} costs one hash table look-up and never computes a SHA-256. A {@link #merge} that
 * overwrites or is refused does not compute one either; only a key's first merge does. An empty
 * store takes less than 300 bytes.
 */
public final class MemoryStore implements Store {

  private static final Observer NO_OBSERVER = (before, after) -> {};

  /** Fewer are not worth announcing: a table grows to hold them in no time. */
  private static final int MIN_EXPECTED = 256;

  /** An announcement is worth copying the table for if the table is to grow this many times. */
  private static final int EXPECTED_GROWTH = 4;

  private final MemoryStoreConfig config;
  private final EntryMap entries;
  // Of the loop. The keys are the map's own, so an overwrite need not touch this index.
  private final OrderedTrie<Key> byPlace;
  // Of the loop. Exactly the entries that end some day.
  private final OrderedTrie<Entry> byExpiry;
  private Observer observer = NO_OBSERVER;
  private Object contentMark; // null unless copies hold the same
  private Version newestVersion = Version.NONE;

  // Written by the loop alone, hence the plain arithmetic on volatile fields.
  private volatile long values;
  private volatile long tombstones;
  private volatile long contentBytes;

  /** A store with the default limits. */
  public MemoryStore() {
    this(MemoryStoreConfig.DEFAULT);
  }

  /** An empty store. */
  public MemoryStore(MemoryStoreConfig config) {
    this(
        config,
        new EntryMap(),
        new OrderedTrie<>(Orders.BY_PLACE),
        new OrderedTrie<>(Orders.BY_EXPIRY));
  }

  private MemoryStore(
      MemoryStoreConfig config,
      EntryMap entries,
      OrderedTrie<Key> byPlace,
      OrderedTrie<Entry> byExpiry) {
    this.config = Objects.requireNonNull(config, "config");
    this.entries = entries;
    this.byPlace = byPlace;
    this.byExpiry = byExpiry;
  }

  /**
   * A store of its own that begins with what this one holds, and that nobody observes. Both keep
   * what they hold now in common, and each by itself what changes from then on; so a copy of a
   * hundred thousand entries costs some 30 KB. Of the loop.
   *
   * @param limits those of the copy; what it begins with is not held against them
   */
  public MemoryStore copy(MemoryStoreConfig limits) {
    if (contentMark == null) {
      contentMark = new Object();
    }
    MemoryStore copy = new MemoryStore(limits, entries.copy(), byPlace.copy(), byExpiry.copy());
    copy.newestVersion = newestVersion;
    copy.values = values;
    copy.tombstones = tombstones;
    copy.contentBytes = contentBytes;
    copy.contentMark = contentMark;
    return copy;
  }

  @Override
  public Optional<Object> contentMark() {
    return Optional.ofNullable(contentMark);
  }

  @Override
  public Merge merge(Entry entry) {
    Entry before = entries.get(entry.key());
    Merge outcome = outcomeOf(entry, before);
    if (outcome == Merge.APPLIED) {
      checkLimits(before, entry);
      change(before, before == null ? entry : withKeyOf(before, entry));
    }
    if (entry.version().newerThan(newestVersion)) {
      newestVersion = entry.version();
    }
    return outcome;
  }

  private static Merge outcomeOf(Entry entry, Entry before) {
    if (before == null || entry.supersedes(before)) {
      return Merge.APPLIED;
    }
    return before.version().newerThan(entry.version()) ? Merge.STALE : Merge.DUPLICATE;
  }

  private void checkLimits(Entry before, Entry after) {
    if (before == null && entryCount() >= config.maxEntries()) {
      throw new StoreFullException("maxEntries", config.maxEntries());
    }
    long growth = contentBytesOf(after) - contentBytesOf(before);
    if (growth > 0 && contentBytes + growth > config.maxContentBytes()) {
      throw new StoreFullException("maxContentBytes", config.maxContentBytes());
    }
  }

  private long entryCount() {
    return values + tombstones;
  }

  /**
   * The entry with the key object that is stored already: it knows its SHA-256, and the bytes of
   * the new key can go.
   */
  private static Entry withKeyOf(Entry stored, Entry entry) {
    Key key = stored.key();
    if (key == entry.key()) {
      return entry;
    }
    return entry
        .value()
        .map(value -> Entry.value(key, value, entry.version(), entry.expiresAtMillis()))
        .orElseGet(() -> Entry.tombstone(key, entry.version(), entry.expiresAtMillis()));
  }

  /** The one place where content changes; either side may be null, not both. */
  private void change(Entry before, Entry after) {
    contentMark = null;
    changeMap(before, after);
    changeExpiry(before, after);
    values += valuesIn(after) - valuesIn(before);
    tombstones += tombstonesIn(after) - tombstonesIn(before);
    contentBytes += contentBytesOf(after) - contentBytesOf(before);
    observer.onChange(before, after);
  }

  private void changeMap(Entry before, Entry after) {
    if (after == null) {
      entries.remove(before.key());
      byPlace.remove(before.key());
      return;
    }
    entries.put(after);
    if (before == null) {
      byPlace.add(after.key());
    }
  }

  private void changeExpiry(Entry before, Entry after) {
    if (before != null && before.expiresAtMillis() != Entry.NEVER) {
      byExpiry.remove(before);
    }
    if (after != null && after.expiresAtMillis() != Entry.NEVER) {
      byExpiry.add(after);
    }
  }

  private static long valuesIn(Entry entry) {
    return entry == null || entry.isTombstone() ? 0 : 1;
  }

  private static long tombstonesIn(Entry entry) {
    return entry != null && entry.isTombstone() ? 1 : 0;
  }

  private static long contentBytesOf(Entry entry) {
    return entry == null ? 0 : entry.contentBytes();
  }

  @Override
  public void expect(long announced) {
    int expected = (int) Math.min(MAX_EXPECTED, Math.min(announced, config.maxEntries()));
    if (expected >= EXPECTED_GROWTH * Math.max(entryCount(), MIN_EXPECTED)) {
      entries.reserve(expected);
    }
  }

  @Override
  public Optional<Entry> get(Key key) {
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public void scan(Id from, Id to, Predicate<Entry> visitor) {
    if (from.compareTo(to) <= 0) {
      byPlace.visit(
          Orders.boundOf(from), Orders.boundOf(to), key -> visitor.test(entries.get(key)));
    }
  }

  @Override
  public int expire(long wallMillis, int limit) {
    int touched = 0;
    Entry next = byExpiry.first();
    while (touched < limit && next != null && next.isExpired(wallMillis)) {
      change(next, next.isTombstone() ? null : next.expired(retentionMillis()));
      touched++;
      next = byExpiry.first();
    }
    return touched;
  }

  @Override
  public long firstExpiryMillis() {
    Entry first = byExpiry.first();
    return first == null ? Entry.NEVER : first.expiresAtMillis();
  }

  private long retentionMillis() {
    return config.tombstoneRetention().toMillis();
  }

  @Override
  public void dropOld(Predicate<Version> old) {
    List<Entry> dropped = new ArrayList<>();
    scan(
        Id.ZERO,
        Id.MAX,
        entry -> {
          if (old.test(entry.version())) {
            dropped.add(entry);
          }
          return true;
        });
    dropped.forEach(entry -> change(entry, null));
  }

  @Override
  public void drop(Key key, Version version) {
    Entry held = entries.get(key);
    if (held != null && held.version().equals(version)) {
      change(held, null);
    }
  }

  @Override
  public Version newestVersion() {
    return newestVersion;
  }

  @Override
  public long values() {
    return values;
  }

  @Override
  public long tombstones() {
    return tombstones;
  }

  @Override
  public long contentBytes() {
    return contentBytes;
  }

  /** Calls back at once: no content outlives the process, so there is nothing to wait for. */
  @Override
  public void sync(Consumer<Boolean> whenKnown) {
    whenKnown.accept(true);
  }

  @Override
  public void observe(Observer newObserver) {
    Objects.requireNonNull(newObserver, "observer");
    if (observer != NO_OBSERVER) {
      throw new IllegalStateException("the store has an observer already");
    }
    observer = newObserver;
  }

  /** Does nothing: the content goes with the last reference to this store. */
  @Override
  public void close() {
    // Nothing is held open.
  }
}
