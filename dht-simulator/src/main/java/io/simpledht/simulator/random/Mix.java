package io.simpledht.simulator.random;

/**
 * Stateless 64-bit mixing: the source of all chance in a simulation. Frozen: another constant here
 * changes every recorded run.
 */
public final class Mix {

  /** 2^64 divided by the golden ratio, odd; the step of SplitMix64. */
  public static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private static final double UNIT = 0x1.0p-53;

  private Mix() {}

  /** The finaliser of SplitMix64 (Stafford's variant 13): a bijection that avalanches fully. */
  public static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
    return z ^ z >>> 31;
  }

  /** Mixes two values; the order of the arguments matters. */
  public static long mix(long first, long second) {
    return mix(mix(first + GOLDEN) ^ second);
  }

  /** The seed of the stream called {@code name} with number {@code id} under {@code seed}. */
  public static long derive(long seed, String name, long id) {
    long hash = mix(seed + GOLDEN);
    for (int i = 0; i < name.length(); i++) {
      hash = mix(hash + GOLDEN ^ name.charAt(i));
    }
    return mix(hash, id);
  }

  /** The upper 53 bits as a number in [0, 1). */
  public static double unit(long bits) {
    return (bits >>> 11) * UNIT;
  }
}
