package io.simpledht.node;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values a client is writing, for the node to pull. */
final class OfferedValues {

  private final List<Entry> entries = new ArrayList<>(1);

  void add(Entry entry) {
    if (entry != null) {
      entries.add(entry);
    }
  }

  void remove(Entry entry) {
    entries.remove(entry);
  }

  /**
   * A client's values have no version yet; two writes of one key at once are told apart by hash.
   */
  Optional<Bytes> find(Key key, Version version) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).key().equals(key)) {
        return entries.get(i).value();
      }
    }
    return Optional.empty();
  }
}
