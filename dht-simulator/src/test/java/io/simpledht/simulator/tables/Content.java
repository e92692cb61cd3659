package io.simpledht.simulator.tables;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.store.MemoryStore;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/** Entries to fill stores with before a measurement. */
final class Content {

  /** Bytes of key and value of one entry of {@link #entry}. */
  static final int ENTRY_BYTES = 100;

  private static final int KEY_BYTES = 9;
  private static final long WRITER = 77;

  private Content() {}

  /**
   * Entry {@code i} of an endless row: 100 bytes of key and value, written before the run began.
   */
  static Entry entry(int i) {
    Version version = Version.of(Simulation.START.toEpochMilli() - 1 - i, 0, WRITER);
    byte[] value = new byte[ENTRY_BYTES - KEY_BYTES];
    new SplittableRandom(i).nextBytes(value);
    return Entry.value(key(i), Bytes.wrap(value), version, Entry.NEVER);
  }

  static Key key(int i) {
    return Key.of(String.format("k%08d", i));
  }

  static void fill(SimNode node, int from, int to) {
    for (int i = from; i < to; i++) {
      node.store().merge(entry(i));
    }
  }

  /** Whether two stores hold the same entries in the same versions. */
  static boolean equal(MemoryStore left, MemoryStore right) {
    if (left.values() != right.values() || left.tombstones() != right.tombstones()) {
      return false;
    }
    AtomicBoolean equal = new AtomicBoolean(true);
    left.scan(
        io.simpledht.protocol.Id.ZERO,
        io.simpledht.protocol.Id.MAX,
        entry -> {
          boolean same =
              right
                  .get(entry.key())
                  .filter(other -> other.version().equals(entry.version()))
                  .filter(other -> other.value().equals(entry.value()))
                  .isPresent();
          equal.set(same);
          return same;
        });
    return equal.get();
  }
}
