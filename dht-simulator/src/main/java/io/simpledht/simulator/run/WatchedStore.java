package io.simpledht.simulator.run;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.store.ForwardingStore;
import io.simpledht.store.Store;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A store whose changes a second observer hears of, before the node does. */
final class WatchedStore extends ForwardingStore {

  /** Counts what stores seldom do. */
  static final class Counts {
    private long stale;
    private long forgotten;
    private long tooOld;

    /** Merges of something older than what is held. */
    long stale() {
      return stale;
    }

    /** Deletes whose time had come. */
    long forgotten() {
      return forgotten;
    }

    /** Entries dropped as their node was away longer than deletes are remembered. */
    long tooOld() {
      return tooOld;
    }
  }

  private final Observer watcher;
  private final Counts counts;
  private final Consumer<Key> onLetGo;
  private boolean expiring;
  private boolean purging;

  /**
   * @param watcher hears of every change
   * @param counts of all stores together
   * @param onLetGo hears, after the watcher, of what is dropped as others hold it
   */
  WatchedStore(Store store, Observer watcher, Counts counts, Consumer<Key> onLetGo) {
    super(store);
    this.watcher = watcher;
    this.counts = counts;
    this.onLetGo = onLetGo;
  }

  @Override
  public Merge merge(Entry entry) {
    Merge outcome = super.merge(entry);
    if (outcome == Merge.STALE) {
      counts.stale++;
    }
    return outcome;
  }

  @Override
  public int expire(long wallMillis, int limit) {
    expiring = true;
    try {
      return super.expire(wallMillis, limit);
    } finally {
      expiring = false;
    }
  }

  @Override
  public void drop(Key key, Version version) {
    super.drop(key, version);
    if (get(key).isEmpty()) {
      onLetGo.accept(key);
    }
  }

  @Override
  public void dropOld(Predicate<Version> old) {
    purging = true;
    try {
      super.dropOld(old);
    } finally {
      purging = false;
    }
  }

  @Override
  public void observe(Observer observer) {
    super.observe(
        (before, after) -> {
          counts.forgotten += expiring && after == null ? 1 : 0;
          counts.tooOld += purging ? 1 : 0;
          watcher.onChange(before, after);
          observer.onChange(before, after);
        });
  }
}
