package io.simpledht.node;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * The platform's unpredictable randomness, fetched in blocks because a single number is needed for
 * every request. The only place where a production node gets chance from; for one loop, not
 * thread-safe.
 */
final class SystemEntropy implements RandomGenerator {

  private static final int BLOCK_BYTES = 512;

  private final SecureRandom source = new SecureRandom();
  private final byte[] block = new byte[BLOCK_BYTES];
  private int used = BLOCK_BYTES;

  @Override
  public long nextLong() {
    if (used == BLOCK_BYTES) {
      source.nextBytes(block);
      used = 0;
    }
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | (block[used] & 0xFF);
      block[used++] = 0; // spent numbers are not kept
    }
    return value;
  }
}
