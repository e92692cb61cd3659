package io.simpledht.store;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A store that does what another does: to be extended by one that does a single thing differently,
 * such as counting or refusing. What it shows of its content may be that thing, so it passes no
 * {@link #contentMark} on.
 */
public abstract class ForwardingStore implements Store {

  private Store store;

  /** Does what {@code store} does. */
  protected ForwardingStore(Store store) {
    this.store = store;
  }

  /** From now on does what {@code other} does. */
  protected final void replace(Store other) {
    store = other;
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
  public void drop(Key key, Version version) {
    store.drop(key, version);
  }

  @Override
  public void dropOld(Predicate<Version> old) {
    store.dropOld(old);
  }

  @Override
  public long firstExpiryMillis() {
    return store.firstExpiryMillis();
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
  public void sync(Consumer<Boolean> whenKnown) {
    store.sync(whenKnown);
  }

  @Override
  public void close() {
    store.close();
  }
}
