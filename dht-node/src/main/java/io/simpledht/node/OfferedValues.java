package io.simpledht.node;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.Chunk;
import io.simpledht.protocol.message.GetChunk;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The values a client is writing, for the node to pull. Loop only. */
final class OfferedValues {

  private record Offered(Entry entry, BitSet asked) {}

  private final List<Offered> values = new ArrayList<>(1);

  void add(Entry entry) {
    values.add(new Offered(entry, new BitSet()));
  }

  void remove(Entry entry) {
    values.removeIf(offered -> offered.entry == entry);
  }

  /**
   * A client's values have no version yet; two writes of one key at once are told apart by hash.
   */
  Optional<Bytes> find(Key key, Version version) {
    Offered offered = latest(key);
    return offered == null ? Optional.empty() : offered.entry.value();
  }

  /** Notes that a piece was asked for and served. */
  void served(GetChunk request, Chunk piece) {
    Offered offered = latest(request.key());
    if (offered != null && !piece.data().isEmpty()) {
      offered.asked.set(request.offset() / GetChunk.MAX_LENGTH);
    }
  }

  /** Bytes of this value that were asked for at least once. */
  long servedBytes(Entry entry) {
    for (Offered offered : values) {
      if (offered.entry == entry) {
        long pieces = (long) offered.asked.cardinality() * GetChunk.MAX_LENGTH;
        return Math.min(pieces, entry.value().orElseThrow().length());
      }
    }
    return 0;
  }

  private Offered latest(Key key) {
    for (int i = values.size() - 1; i >= 0; i--) {
      if (values.get(i).entry.key().equals(key)) {
        return values.get(i);
      }
    }
    return null;
  }
}
