package io.simpledht.node.rpc;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.SipHash;

/**
 * Request ids that need not be remembered to be known again: each is a hash, under keys nobody else
 * knows, of whom it was sent to and when. So a node can ask any number of strangers whether they
 * are there, as SYN cookies do for connections (Bernstein, 1996): who answers under the id made for
 * it has received it.
 */
final class Challenges {

  /** An answer is believed for one to two periods, of 8.6 s each. */
  private static final int PERIOD_BITS = 33;

  private final long key0;
  private final long key1;

  /** The keys must be unpredictable in production. */
  Challenges(long key0, long key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  /** The id of a request that goes out now. */
  long requestId(Address to, Id node, long nowNanos) {
    return hash(to, node, nowNanos >> PERIOD_BITS);
  }

  /** Whether an answer comes from whom this id was sent to a short while ago. */
  boolean isAnswered(long requestId, Address from, Id node, long nowNanos) {
    long period = nowNanos >> PERIOD_BITS;
    return requestId == hash(from, node, period) || requestId == hash(from, node, period - 1);
  }

  /** Longer than what {@link RoundTrips} hashes under the same keys, so never the same. */
  private long hash(Address address, Id node, long period) {
    SipHash hash = new SipHash(key0, key1);
    hash.add(address.highBits());
    hash.add(address.lowBits());
    hash.add(address.port());
    for (int i = 0; i < 4; i++) {
      hash.add(node.word(i));
    }
    hash.add(period);
    return hash.end();
  }
}
