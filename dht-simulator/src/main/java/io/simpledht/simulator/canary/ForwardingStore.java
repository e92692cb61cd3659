package io.simpledht.simulator.canary;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.store.Store;
import java.util.Optional;
import java.util.function.Predicate;

/** A store that does what another does. */
class ForwardingStore implements Store {

  private final Store store;

  ForwardingStore(Store store) {
    this.store = store;
  }

  @Override
  public void observe(Observer observer) {
    store.observe(observer);
  }

  @Override
  public Merge merge(Entry entry) {
    return store.merge(entry);
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
  public void drop(Key key, Version version) {
    store.drop(key, version);
  }

  @Override
  public void dropWrittenBefore(long wallMillis) {
    store.dropWrittenBefore(wallMillis);
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
