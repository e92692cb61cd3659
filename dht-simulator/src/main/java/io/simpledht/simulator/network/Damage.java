package io.simpledht.simulator.network;

import io.simpledht.simulator.network.Fates.Purpose;
import io.simpledht.simulator.random.Mix;

/** Flips bits and cuts ends, as a broken network adapter would. */
final class Damage {

  private static final int MOST_FLIPS = 8;

  private Damage() {}

  /** Flips 1 to 8 bits; an empty datagram stays as it is. */
  static void flipBits(Datagram datagram, long fate) {
    if (datagram.length == 0) {
      return;
    }
    long bits = Fates.bits(fate, Purpose.CORRUPT_WHERE);
    int flips = 1 + (int) (bits & MOST_FLIPS - 1);
    for (int i = 0; i < flips; i++) {
      bits = Mix.mix(bits + Mix.GOLDEN);
      int at = (int) (Mix.unit(bits) * datagram.length);
      datagram.bytes[at] ^= (byte) (1 << (bits & 7));
    }
  }

  /** Cuts the datagram to any shorter length, 0 included. */
  static void cut(Datagram datagram, long fate) {
    datagram.length = (int) (Fates.unit(fate, Purpose.TRUNCATE_AT) * datagram.length);
  }
}
