package io.simpledht.node;

import io.simpledht.node.replication.Placement;
import io.simpledht.node.replication.Replica;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.message.PutOutcome;
import io.simpledht.protocol.transport.EventLoop;
import java.util.function.Consumer;

/**
 * Reads and writes on behalf of whoever asks: the API, clients, the ancestor's peers. Loop only.
 */
final class DataService {

  private final Replica replica;
  private final Placement placement;
  private final EventLoop loop;
  private final long tombstoneRetentionMillis;

  DataService(Replica replica, Placement placement, EventLoop loop, long tombstoneRetentionMillis) {
    this.replica = replica;
    this.placement = placement;
    this.loop = loop;
    this.tombstoneRetentionMillis = tombstoneRetentionMillis;
  }

  /**
   * Writes a value.
   *
   * @param ttlMillis 0 for ever
   * @throws IllegalArgumentException if the value is too large
   * @throws io.simpledht.store.StoreException if this node must keep it and cannot
   */
  void put(
      Key key,
      Bytes value,
      long ttlMillis,
      WriteConcern concern,
      long timeoutNanos,
      Consumer<PutOutcome> whenKnown) {
    if (value.length() > replica.maxValueBytes()) {
      throw new IllegalArgumentException(
          "value must be at most " + replica.maxValueBytes() + " bytes, was " + value.length());
    }
    long expiresAt = ttlMillis == 0 ? Entry.NEVER : saturatingAdd(loop.wallMillis(), ttlMillis);
    Version version = replica.clock().next();
    placement.write(Entry.value(key, value, version, expiresAt), concern, timeoutNanos, whenKnown);
  }

  /** Deletes a key; the tombstone outlives every partition shorter than the retention. */
  void delete(Key key, WriteConcern concern, long timeoutNanos, Consumer<PutOutcome> whenKnown) {
    Version version = replica.clock().next();
    long dropAt = loop.wallMillis() + tombstoneRetentionMillis;
    placement.write(Entry.tombstone(key, version, dropAt), concern, timeoutNanos, whenKnown);
  }

  void get(Key key, ReadConcern concern, Consumer<Placement.ReadOutcome> whenKnown) {
    placement.read(key, concern, whenKnown);
  }

  private static long saturatingAdd(long wallMillis, long ttlMillis) {
    long sum = wallMillis + ttlMillis;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
