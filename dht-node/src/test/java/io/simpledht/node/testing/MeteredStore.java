package io.simpledht.node.testing;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.store.ForwardingStore;
import io.simpledht.store.Store;
import java.util.function.Predicate;

/** A store that knows how much of it was read at a time. */
public final class MeteredStore extends ForwardingStore {

  private int shown;
  private int longestScan;

  /** Reads what {@code store} holds. */
  public MeteredStore(Store store) {
    super(store);
  }

  @Override
  public void scan(Id from, Id to, Predicate<Entry> visitor) {
    int before = shown;
    super.scan(
        from,
        to,
        entry -> {
          shown++;
          return visitor.test(entry);
        });
    longestScan = Math.max(longestScan, shown - before);
  }

  /** Entries shown in all scans so far. */
  public int shown() {
    return shown;
  }

  /** Entries shown in the longest scan since the last call. */
  public int longestScan() {
    int longest = longestScan;
    longestScan = 0;
    return longest;
  }
}
