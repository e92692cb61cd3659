package io.simpledht.simulator.random;

import java.util.random.RandomGenerator;

/**
 * xoshiro256++ (Blackman and Vigna, 2019), seeded by SplitMix64. Every method that yields a number
 * is implemented here rather than inherited, so that a run is the same on every JDK. Not
 * thread-safe.
 *
 * <p>Streams are split by name, never by drawing from a parent: a new draw in one place changes
 * nothing elsewhere.
 */
public final class SimRandom implements RandomGenerator {

  private long s0;
  private long s1;
  private long s2;
  private long s3;

  /** A stream of its own for each seed. */
  public SimRandom(long seed) {
    s0 = Mix.mix(seed + Mix.GOLDEN);
    s1 = Mix.mix(seed + 2 * Mix.GOLDEN);
    s2 = Mix.mix(seed + 3 * Mix.GOLDEN);
    s3 = Mix.mix(seed + 4 * Mix.GOLDEN);
  }

  /** The stream called {@code name} with number {@code id} under {@code seed}. */
  public static SimRandom of(long seed, String name, long id) {
    return new SimRandom(Mix.derive(seed, name, id));
  }

  @Override
  public long nextLong() {
    long result = Long.rotateLeft(s0 + s3, 23) + s0;
    long shifted = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }

  @Override
  public int nextInt() {
    return (int) (nextLong() >>> 32);
  }

  @Override
  public boolean nextBoolean() {
    return nextLong() < 0;
  }

  @Override
  public double nextDouble() {
    return Mix.unit(nextLong());
  }

  @Override
  public float nextFloat() {
    return (nextLong() >>> 40) * 0x1.0p-24f;
  }

  /** Uniform without bias, by Lemire's multiplication with rejection. */
  @Override
  public int nextInt(int bound) {
    requirePositive(bound);
    long product = (nextInt() & 0xFFFF_FFFFL) * bound;
    if (Integer.compareUnsigned((int) product, bound) >= 0) {
      return (int) (product >>> 32);
    }
    int threshold = Integer.remainderUnsigned(-bound, bound);
    while (Integer.compareUnsigned((int) product, threshold) < 0) {
      product = (nextInt() & 0xFFFF_FFFFL) * bound;
    }
    return (int) (product >>> 32);
  }

  @Override
  public int nextInt(int origin, int bound) {
    return (int) nextLong(origin, bound);
  }

  /** Uniform without bias, by masking with rejection. */
  @Override
  public long nextLong(long bound) {
    requirePositive(bound);
    long mask = -1L >>> Long.numberOfLeadingZeros(bound - 1 | 1);
    long drawn = nextLong() & mask;
    while (drawn >= bound) {
      drawn = nextLong() & mask;
    }
    return drawn;
  }

  @Override
  public long nextLong(long origin, long bound) {
    if (origin >= bound) {
      throw new IllegalArgumentException("origin " + origin + " must be below bound " + bound);
    }
    long range = bound - origin;
    if (range > 0) {
      return origin + nextLong(range);
    }
    long drawn = nextLong();
    while (drawn < origin || drawn >= bound) {
      drawn = nextLong();
    }
    return drawn;
  }

  @Override
  public double nextDouble(double bound) {
    return nextDouble(0, bound);
  }

  @Override
  public double nextDouble(double origin, double bound) {
    if (!(origin < bound) || !(bound - origin < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("no range from " + origin + " to " + bound);
    }
    double drawn = origin + nextDouble() * (bound - origin);
    return drawn < bound ? drawn : Math.nextDown(bound);
  }

  @Override
  public double nextGaussian() {
    return NormalQuantile.ofUnit(nextDouble());
  }

  @Override
  public double nextGaussian(double mean, double deviation) {
    if (!(deviation >= 0)) {
      throw new IllegalArgumentException("deviation must not be negative, was " + deviation);
    }
    return mean + deviation * nextGaussian();
  }

  @Override
  public double nextExponential() {
    return -StrictMath.log1p(-nextDouble());
  }

  @Override
  public void nextBytes(byte[] bytes) {
    long bits = 0;
    for (int i = 0; i < bytes.length; i++) {
      bits = (i & 7) == 0 ? nextLong() : bits >>> 8;
      bytes[i] = (byte) bits;
    }
  }

  private static void requirePositive(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, was " + bound);
    }
  }
}
