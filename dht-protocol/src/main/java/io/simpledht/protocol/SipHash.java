package io.simpledht.protocol;

/**
 * SipHash-2-4 of a message of 64-bit words (Aumasson and Bernstein, "SipHash: a fast short-input
 * PRF", INDOCRYPT 2012). Made for one message; the compiler keeps its four words in registers.
 */
public final class SipHash {

  private long v0;
  private long v1;
  private long v2;
  private long v3;
  private int words;

  /** Begins a message under a key. */
  public SipHash(long key0, long key1) {
    v0 = key0 ^ 0x736F6D6570736575L;
    v1 = key1 ^ 0x646F72616E646F6DL;
    v2 = key0 ^ 0x6C7967656E657261L;
    v3 = key1 ^ 0x7465646279746573L;
  }

  /** Adds eight bytes, read as a little-endian word. */
  public void add(long word) {
    compress(word);
    words++;
  }

  /** The hash of all that was added. */
  public long end() {
    compress(
        (long) words * Long.BYTES << 56); // the length of the message, modulo 256, in the top byte
    v2 ^= 0xFF;
    for (int i = 0; i < 4; i++) {
      round();
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void compress(long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }

  private void round() {
    v0 += v1;
    v2 += v3;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 = Long.rotateLeft(v2, 32);
  }
}
