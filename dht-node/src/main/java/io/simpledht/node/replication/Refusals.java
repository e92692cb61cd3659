package io.simpledht.node.replication;

import io.simpledht.protocol.Key;
import java.util.HashSet;
import java.util.Set;

/**
 * What this node was offered and did not take, so that it cannot say that it is not there. A single
 * value that was too large, or did not come, is remembered by its key: it shall not keep the node
 * from denying others. Of a store that is full it is not known what else does not fit.
 */
final class Refusals {

  /** Keys remembered; from one more on it may be any. */
  static final int MAX_KEYS = 1_024;

  private final Set<Key> keys = new HashSet<>(0);
  private boolean any;
  private long count;
  private volatile boolean empty = true;

  /** The entry of one key was refused. Loop only. */
  void add(Key key) {
    note();
    any |= keys.size() == MAX_KEYS && !keys.contains(key);
    if (!any) {
      keys.add(key);
    }
  }

  /** Entries were refused, not all of which are known. Loop only. */
  void addAny() {
    note();
    any = true;
  }

  private void note() {
    count++;
    empty = false;
  }

  /** How many there have been, ever. Loop only. */
  long count() {
    return count;
  }

  /** Nothing was lacking any more when {@code countThen} entries had been refused. Loop only. */
  void clear(long countThen) {
    if (count == countThen) {
      keys.clear();
      any = false;
      empty = true;
    }
  }

  /** Whether what is under this key may have been refused. Loop only. */
  boolean concern(Key key) {
    return any || keys.contains(key);
  }

  /** Whether nothing refused can be lacking. Any thread. */
  boolean isEmpty() {
    return empty;
  }
}
