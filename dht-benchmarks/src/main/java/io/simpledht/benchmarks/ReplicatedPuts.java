package io.simpledht.benchmarks;

import java.nio.ByteBuffer;

/** Puts until the last of several members has them, against another replicated map. */
final class ReplicatedPuts {

  private static final int[] MEMBERS = {2, 5};
  private static final int VALUE_BYTES = 64;
  private static final int KEYS = 1_000;
  private static final int FEW = 2_000;

  /** The count of the write, so that each value differs from those before it. */
  private long written;

  private ReplicatedPuts() {}

  static void againstJGroups() throws Exception {
    for (int members : MEMBERS) {
      try (ReplicatedMap ours = new OurMap(members);
          ReplicatedMap rival = new JGroupsMap(members)) {
        ReplicatedPuts puts = new ReplicatedPuts();
        puts.compareRates(members, ours, "JGroups", rival, 100_000, 100_000);
        Rounds.compare(
            "put confirmed by all " + members,
            "us",
            () -> puts.oneAtATime(ours),
            "JGroups, blocking",
            () -> puts.oneAtATime(rival));
      }
    }
  }

  static void againstHazelcast() throws Exception {
    for (int members : MEMBERS) {
      try (ReplicatedMap ours = new OurMap(members);
          ReplicatedMap rival = new HazelcastMap(members)) {
        new ReplicatedPuts().compareRates(members, ours, "Hazelcast", rival, 100_000, 10_000);
      }
    }
  }

  private void compareRates(
      int members, ReplicatedMap ours, String name, ReplicatedMap rival, int many, int fewer)
      throws Exception {
    Rounds.compare(
        "puts, until the last of " + members + " has them",
        "/s",
        () -> rate(ours, many),
        name,
        () -> rate(rival, fewer));
  }

  private double rate(ReplicatedMap map, int count) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      map.put(key(i), nextValue());
    }
    for (int i = 0; i < KEYS; i++) {
      // The last round of writes carries the last KEYS counts, in order of the keys.
      long expected = written - KEYS + i + 1;
      String key = key(i);
      Cluster.awaitClosely(() -> countIn(map.readAtLast(key)) == expected);
    }
    return count * 1e9 / (System.nanoTime() - start);
  }

  private double oneAtATime(ReplicatedMap map) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < FEW; i++) {
      map.putAndWait(key(i), nextValue());
    }
    return (System.nanoTime() - start) / 1e3 / FEW;
  }

  private static String key(int i) {
    return "key" + i % KEYS;
  }

  private byte[] nextValue() {
    return ByteBuffer.allocate(VALUE_BYTES).putLong(++written).array();
  }

  private static long countIn(byte[] value) {
    return value == null ? 0 : ByteBuffer.wrap(value).getLong();
  }
}
