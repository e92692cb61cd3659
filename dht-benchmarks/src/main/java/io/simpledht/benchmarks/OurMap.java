package io.simpledht.benchmarks;

import io.simpledht.node.DhtNode;
import io.simpledht.node.PutResult;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import java.util.concurrent.Semaphore;

/** Our nodes as a replicated map. Every put asks all of them to confirm, the unawaited ones too. */
final class OurMap implements ReplicatedMap {

  private static final int OUTSTANDING = 10_000;

  private final Cluster cluster;
  private final DhtNode origin;
  private final DhtNode last;
  private final Semaphore free = new Semaphore(OUTSTANDING);

  OurMap(int members) throws Exception {
    cluster = Cluster.of(members);
    origin = cluster.get(0);
    last = cluster.get(members - 1);
  }

  @Override
  public void put(String key, byte[] value) throws Exception {
    free.acquire();
    origin
        .putAsync(Key.of(key), Bytes.copyOf(value), WriteOptions.DEFAULT)
        .whenComplete(
            (result, failure) -> {
              free.release();
              requireStored(failure == null && result.isStored());
            });
  }

  @Override
  public void putAndWait(String key, byte[] value) {
    PutResult result = origin.put(key, value);
    requireStored(result.isStored());
  }

  private static void requireStored(boolean stored) {
    if (!stored) {
      throw new IllegalStateException("a put was not confirmed by all: the figure means nothing");
    }
  }

  @Override
  public byte[] readAtLast(String key) {
    return last.get(key).orElse(null);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
