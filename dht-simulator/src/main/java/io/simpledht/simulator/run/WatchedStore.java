package io.simpledht.simulator.run;

import io.simpledht.protocol.Entry;
import io.simpledht.simulator.ForwardingStore;
import io.simpledht.store.Store;

/** A store whose changes a second observer hears of, before the node does. */
final class WatchedStore extends ForwardingStore {

  private final Observer watcher;
  private final Runnable onStale;

  /**
   * @param watcher hears of every change
   * @param onStale hears when something older than what is held was to be merged
   */
  WatchedStore(Store store, Observer watcher, Runnable onStale) {
    super(store);
    this.watcher = watcher;
    this.onStale = onStale;
  }

  @Override
  public Merge merge(Entry entry) {
    Merge outcome = super.merge(entry);
    if (outcome == Merge.STALE) {
      onStale.run();
    }
    return outcome;
  }

  @Override
  public void observe(Observer observer) {
    super.observe(
        (before, after) -> {
          watcher.onChange(before, after);
          observer.onChange(before, after);
        });
  }
}
