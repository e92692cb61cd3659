package io.simpledht.simulator.run;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.store.Store;
import java.util.Optional;
import java.util.function.Predicate;

/** A store whose changes a second observer hears of, before the node does. */
final class WatchedStore implements Store {

  private final Store store;

  WatchedStore(Store store, Observer watcher) {
    this.store = store;
    this.watcher = watcher;
  }

  private final Observer watcher;

  @Override
  public void observe(Observer observer) {
    store.observe(
        (before, after) -> {
          watcher.onChange(before, after);
          observer.onChange(before, after);
        });
  }

  @Override
  public Merge merge(Entry entry) {
    return store.merge(entry);
  }

  @Override
  public void expect(long entries) {
    store.expect(entries);
  }

  @Override
  public Optional<Entry> get(Key key) {
    return store.get(key);
  }

  @Override
  public void scan(Id from, Id to, Predicate<Entry> visitor) {
    store.scan(from, to, visitor);
  }

  @Override
  public int expire(long wallMillis, int limit) {
    return store.expire(wallMillis, limit);
  }

  @Override
  public void dropWrittenBefore(long wallMillis) {
    store.dropWrittenBefore(wallMillis);
  }

  @Override
  public void drop(Key key, Version version) {
    store.drop(key, version);
  }

  @Override
  public boolean mayExpire() {
    return store.mayExpire();
  }

  @Override
  public Version newestVersion() {
    return store.newestVersion();
  }

  @Override
  public long values() {
    return store.values();
  }

  @Override
  public long tombstones() {
    return store.tombstones();
  }

  @Override
  public long contentBytes() {
    return store.contentBytes();
  }

  @Override
  public void sync(Runnable whenDurable) {
    store.sync(whenDurable);
  }

  @Override
  public void close() {
    store.close();
  }
}
