package io.simpledht.protocol;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * A point of the 256-bit id space in which nodes and keys live, and the one definition of its XOR
 * metric (Maymounkov and Mazieres, "Kademlia", 2002): bucket index, lookup order and responsibility
 * all call {@link #compareDistance} and {@link #commonPrefixLength}.
 *
 * <p>The distance of two ids is their bitwise XOR read as an unsigned big-endian number.
 */
public final class Id implements Comparable<Id> {

  /** Width of the id space. */
  public static final int BITS = 256;

  /** Bytes of an encoded id. */
  public static final int BYTES = BITS / 8;

  /** The smallest id. */
  public static final Id ZERO = new Id(0, 0, 0, 0);

  /** The largest id. */
  public static final Id MAX = new Id(-1, -1, -1, -1);

  private final long a;
  private final long b;
  private final long c;
  private final long d;

  private Id(long a, long b, long c, long d) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }

  /** From four big-endian words, most significant first. */
  public static Id ofWords(long a, long b, long c, long d) {
    return new Id(a, b, c, d);
  }

  /**
   * From 32 bytes, most significant first.
   *
   * @throws IllegalArgumentException if there are not exactly 32
   */
  public static Id of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("an id has 32 bytes, got " + bytes.length);
    }
    return readFrom(ByteBuffer.wrap(bytes));
  }

  /**
   * From 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException if {@code hex} is anything else
   */
  public static Id ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /** SHA-256 of {@code content}: the place of a key, or the id that belongs to an identity. */
  public static Id hashOf(Bytes content) {
    return hashOf(content.content());
  }

  static Id hashOf(byte[] content) {
    return readFrom(Sha256.digest(content));
  }

  /** A uniformly random id. */
  public static Id random(RandomGenerator random) {
    return new Id(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  /** Reads 32 bytes at the buffer's position and advances it. */
  public static Id readFrom(ByteBuffer buffer) {
    return new Id(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }

  /** Writes 32 bytes at the buffer's position and advances it. */
  public void writeTo(ByteBuffer buffer) {
    buffer.putLong(a).putLong(b).putLong(c).putLong(d);
  }

  /**
   * Which of two ids is closer to this one: negative if {@code left} is, positive if {@code right}
   * is, zero only if they are equal.
   */
  public int compareDistance(Id left, Id right) {
    if (left.a != right.a) {
      return Long.compareUnsigned(a ^ left.a, a ^ right.a);
    }
    if (left.b != right.b) {
      return Long.compareUnsigned(b ^ left.b, b ^ right.b);
    }
    if (left.c != right.c) {
      return Long.compareUnsigned(c ^ left.c, c ^ right.c);
    }
    return Long.compareUnsigned(d ^ left.d, d ^ right.d);
  }

  /** How many leading bits the two share, 0 to 256. */
  public int commonPrefixLength(Id other) {
    if (a != other.a) {
      return Long.numberOfLeadingZeros(a ^ other.a);
    }
    if (b != other.b) {
      return 64 + Long.numberOfLeadingZeros(b ^ other.b);
    }
    if (c != other.c) {
      return 128 + Long.numberOfLeadingZeros(c ^ other.c);
    }
    return 192 + Long.numberOfLeadingZeros(d ^ other.d);
  }

  /** The XOR distance as an id. */
  public Id distance(Id other) {
    return new Id(a ^ other.a, b ^ other.b, c ^ other.c, d ^ other.d);
  }

  /** Bit {@code index}, 0 being the most significant. */
  public boolean bit(int index) {
    return (word(index >>> 6) >>> 63 - (index & 63) & 1) != 0;
  }

  /**
   * The {@code count} bits from {@code from} on as a number; bits past the end read as zero.
   *
   * @param count 0 to 32
   */
  public int bits(int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      value = value << 1 | (i < BITS && bit(i) ? 1 : 0);
    }
    return value;
  }

  /** This id with the bits from {@code prefixLength} on replaced by those of {@code tail}. */
  public Id withTail(int prefixLength, Id tail) {
    return new Id(
        mixWord(a, tail.a, prefixLength),
        mixWord(b, tail.b, prefixLength - 64),
        mixWord(c, tail.c, prefixLength - 128),
        mixWord(d, tail.d, prefixLength - 192));
  }

  private static long mixWord(long head, long tail, int headBits) {
    if (headBits <= 0) {
      return tail;
    }
    long tailMask = headBits >= 64 ? 0 : -1L >>> headBits;
    return head & ~tailMask | tail & tailMask;
  }

  /** This id with bit {@code index} inverted. */
  public Id withBitFlipped(int index) {
    long mask = 1L << 63 - (index & 63);
    int word = index >>> 6;
    return new Id(
        word == 0 ? a ^ mask : a,
        word == 1 ? b ^ mask : b,
        word == 2 ? c ^ mask : c,
        word == 3 ? d ^ mask : d);
  }

  /** The next larger id; {@link #MAX} wraps to {@link #ZERO}. */
  public Id successor() {
    long nextD = d + 1;
    long nextC = nextD == 0 ? c + 1 : c;
    long nextB = nextD == 0 && nextC == 0 ? b + 1 : b;
    long nextA = nextD == 0 && nextC == 0 && nextB == 0 ? a + 1 : a;
    return new Id(nextA, nextB, nextC, nextD);
  }

  /** The next smaller id; {@link #ZERO} wraps to {@link #MAX}. */
  public Id predecessor() {
    long nextC = d == 0 ? c - 1 : c;
    long nextB = d == 0 && c == 0 ? b - 1 : b;
    long nextA = d == 0 && c == 0 && b == 0 ? a - 1 : a;
    return new Id(nextA, nextB, nextC, d - 1);
  }

  /** One of the four 64-bit words, 0 being the most significant. */
  public long word(int index) {
    return switch (index) {
      case 0 -> a;
      case 1 -> b;
      case 2 -> c;
      case 3 -> d;
      default -> throw new IllegalArgumentException("word must be 0 to 3, was " + index);
    };
  }

  /** Unsigned big-endian order: the order in which stores are scanned. */
  @Override
  public int compareTo(Id other) {
    return ZERO.compareDistance(this, other);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Id that && a == that.a && b == that.b && c == that.c && d == that.d;
  }

  @Override
  public int hashCode() {
    // Key ids come from SHA-256, node ids may be chosen by their owner: mix all words.
    long mixed = a ^ b * 31 ^ c * 961 ^ d * 29_791;
    return (int) (mixed ^ mixed >>> 32);
  }

  /** All 64 hexadecimal digits. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(a) + hex.toHexDigits(b) + hex.toHexDigits(c) + hex.toHexDigits(d);
  }

  /** The first 16 hexadecimal digits, as people compare them and as the ancestor shows them. */
  public String shortText() {
    return HexFormat.of().toHexDigits(a);
  }
}
