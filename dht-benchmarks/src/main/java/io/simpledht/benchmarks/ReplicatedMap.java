package io.simpledht.benchmarks;

/** Members in this JVM that each hold all entries: one is written to, another one read. */
interface ReplicatedMap extends AutoCloseable {

  /** Starts that many members, connected on loopback. */
  @FunctionalInterface
  interface Factory {
    ReplicatedMap of(int members) throws Exception;
  }

  /** Puts as fast as the system takes it; other members may have it later. */
  void put(String key, byte[] value) throws Exception;

  /** Puts and returns when every member has confirmed it. */
  void putAndWait(String key, byte[] value) throws Exception;

  /** What the last member holds itself. */
  byte[] readAtLast(String key) throws Exception;

  @Override
  void close();
}
