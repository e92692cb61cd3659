package io.simpledht.node;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * The platform's unpredictable randomness, fetched in blocks because a single number is needed for
 * every request. The only place where a production node gets chance from; for one loop, not
 * thread-safe.
 *
 * <p>The kernel's generator is read directly where it is a file. {@link SecureRandom} reads the
 * same one, but first loads the platform's security providers: 20 ms, a quarter of a client
 * command.
 */
final class SystemEntropy implements RandomGenerator {

  /** Opening the file costs as much as reading this much of it; a request takes 16 bytes. */
  private static final int BLOCK_BYTES = 4_096;

  private static final String KERNEL = "/dev/urandom";

  private SecureRandom fallback;
  private final byte[] block = new byte[BLOCK_BYTES];
  private int used = BLOCK_BYTES;

  @Override
  public long nextLong() {
    if (used == BLOCK_BYTES) {
      fill();
      used = 0;
    }
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | (block[used] & 0xFF);
      block[used++] = 0; // spent numbers are not kept
    }
    return value;
  }

  private void fill() {
    if (fallback == null && readFromKernel()) {
      return;
    }
    if (fallback == null) {
      fallback = new SecureRandom();
    }
    fallback.nextBytes(block);
  }

  private boolean readFromKernel() {
    try (InputStream kernel = new FileInputStream(KERNEL)) {
      return kernel.readNBytes(block, 0, BLOCK_BYTES) == BLOCK_BYTES;
    } catch (IOException elsewhere) {
      return false;
    }
  }
}
