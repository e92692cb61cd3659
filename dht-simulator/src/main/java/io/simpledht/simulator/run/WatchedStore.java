package io.simpledht.simulator.run;

import io.simpledht.simulator.ForwardingStore;
import io.simpledht.store.Store;

/** A store whose changes a second observer hears of, before the node does. */
final class WatchedStore extends ForwardingStore {

  private final Observer watcher;

  WatchedStore(Store store, Observer watcher) {
    super(store);
    this.watcher = watcher;
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
