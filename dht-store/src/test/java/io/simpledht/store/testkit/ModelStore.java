package io.simpledht.store.testkit;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.store.Store;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What a {@link Store} must hold, said in the most obvious way: every question is a full count. */
final class ModelStore {

  private final TreeMap<Id, Entry> content = new TreeMap<>();
  private final long maxEntries;
  private final long maxContentBytes;
  private final long retentionMillis;
  private Version newest = Version.NONE;

  ModelStore(long maxEntries, long maxContentBytes, Duration tombstoneRetention) {
    this.maxEntries = maxEntries;
    this.maxContentBytes = maxContentBytes;
    this.retentionMillis = tombstoneRetention.toMillis();
  }

  /** The outcome, or nothing if the entry must be refused because the store is full. */
  Optional<Store.Merge> merge(Entry entry) {
    Entry before = content.get(entry.key().id());
    boolean applies = before == null || entry.supersedes(before);
    if (applies && !fits(entry)) {
      return Optional.empty();
    }
    newest = newest.newerThan(entry.version()) ? newest : entry.version();
    if (applies) {
      content.put(entry.key().id(), entry);
      return Optional.of(Store.Merge.APPLIED);
    }
    boolean same = before.version().equals(entry.version());
    return Optional.of(same ? Store.Merge.DUPLICATE : Store.Merge.STALE);
  }

  private boolean fits(Entry entry) {
    TreeMap<Id, Entry> then = new TreeMap<>(content);
    Entry before = then.put(entry.key().id(), entry);
    boolean replacesValue = before != null && !before.isTombstone();
    return entry.isTombstone() && replacesValue
        || then.size() <= maxEntries && bytesOf(then) <= maxContentBytes;
  }

  private static long bytesOf(TreeMap<Id, Entry> entries) {
    return entries.values().stream().mapToLong(Entry::contentBytes).sum();
  }

  /** Touches one entry, the one that ended first; false if none has. */
  boolean expireOne(long wallMillis) {
    Optional<Entry> ended =
        content.values().stream()
            .filter(entry -> entry.isExpired(wallMillis))
            .min(Comparator.comparingLong(Entry::expiresAtMillis));
    ended.ifPresent(this::expire);
    return ended.isPresent();
  }

  private void expire(Entry entry) {
    if (entry.isTombstone()) {
      content.remove(entry.key().id());
    } else {
      content.put(entry.key().id(), entry.expired(retentionMillis));
    }
  }

  void dropOld(long wallMillis) {
    content.values().removeIf(entry -> entry.version().wallMillis() < wallMillis);
  }

  void drop(Key key, Version version) {
    content.values().removeIf(held -> held.key().equals(key) && held.version().equals(version));
  }

  List<Entry> scan(Id from, Id to) {
    return from.compareTo(to) > 0
        ? List.of()
        : List.copyOf(content.subMap(from, true, to, true).values());
  }

  List<Entry> all() {
    return List.copyOf(content.values());
  }

  Version newestVersion() {
    return newest;
  }
}
