package io.simpledht.node.sync;

import io.simpledht.protocol.Entry;
import io.simpledht.store.MemoryStore;
import io.simpledht.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Predicate;

/** A store that knows how much of it was read at a time. */
final class WatchedStore {

  private final MemoryStore real = new MemoryStore();
  private int longestScan;

  /** The store itself. */
  Store store() {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("scan")) {
                arguments[2] = counted((Predicate<?>) arguments[2]);
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }

  @SuppressWarnings("unchecked") // a store shows entries
  private Predicate<Entry> counted(Predicate<?> visitor) {
    int[] shown = new int[1];
    return entry -> {
      longestScan = Math.max(longestScan, ++shown[0]);
      return ((Predicate<Entry>) visitor).test(entry);
    };
  }

  /** Entries shown in the longest scan since the last call. */
  int longestScan() {
    int longest = longestScan;
    longestScan = 0;
    return longest;
  }
}
