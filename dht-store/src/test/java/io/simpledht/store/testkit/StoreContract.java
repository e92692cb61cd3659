package io.simpledht.store.testkit;

import io.simpledht.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/**
 * What every {@link Store} promises. A test class that extends this and says how its store is
 * opened runs all of it.
 */
public abstract class StoreContract
    implements MergeContract, ScanContract, LimitContract, ExpiryContract, ModelContract {

  private final List<Store> opened = new ArrayList<>();

  /** A new, empty store with these limits. */
  protected abstract Store open(long maxEntries, long maxContentBytes, Duration tombstoneRetention);

  @Override
  public final Store limited(long maxEntries, long maxContentBytes) {
    Store store = open(maxEntries, maxContentBytes, RETENTION);
    opened.add(store);
    return store;
  }

  /** Does nothing; to be overridden for a store that calls back from its event loop. */
  @Override
  public void runLoop() {}

  @AfterEach
  void closeStores() {
    opened.forEach(Store::close);
    opened.forEach(Store::close); // idempotent
  }
}
