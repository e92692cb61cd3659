package io.simpledht.node.legacy;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.SipHash;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The names under which stock nodes know this node: one for each of them, which nobody else can
 * guess. A stock node answers a join with its routing table, the joiner included, so when it names
 * us by its own name for us it has received what we sent to its address: the only proof that the
 * ancestor's protocol can give. Nothing is remembered for it, as with SYN cookies.
 */
final class LegacyNames {

  private final RandomGenerator random;
  private boolean drawn;
  private long key0;
  private long key1;

  /** What comes from {@code random} must be unpredictable in production. */
  LegacyNames(RandomGenerator random) {
    this.random = random;
  }

  /** Our name towards a stock node: 16 digits, as its own. */
  String towards(Address stranger) {
    if (!drawn) { // not before the first one comes: most networks have none
      drawn = true;
      key0 = random.nextLong();
      key1 = random.nextLong();
    }
    SipHash hash = new SipHash(key0, key1);
    hash.add(stranger.highBits());
    hash.add(stranger.lowBits());
    hash.add(stranger.port());
    return HexFormat.of().toHexDigits(hash.end());
  }
}
