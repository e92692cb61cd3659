package io.simpledht.node.legacy;

import io.simpledht.node.rpc.HostLoads;
import io.simpledht.protocol.Address;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The bytes that may go to addresses which cannot prove that they asked: so many a second to each
 * host, and to all together. It is all that this node can be made to send to somebody who did not
 * ask.
 */
final class AnswerBudget {

  /** To all such addresses together: 64 KiB a second. */
  static final long NANOS_PER_BYTE = 1_000_000_000L / 65_536;

  /** At once: some sixty of the longest answers. */
  static final int BURST_BYTES = 262_144;

  /** To one host: 16 KiB a second, four of the longest answers or dozens of usual ones. */
  static final long NANOS_PER_HOST_BYTE = 1_000_000_000L / 16_384;

  /** At once to one host. */
  static final int HOST_BURST_BYTES = 65_536;

  /** An answer may wait this long for its turn; a stock client waits for 5 s. */
  static final long MAX_WAIT_NANOS = 3_000_000_000L;

  /** Hosts that spent something lately; to one more nothing is sent. */
  static final int MAX_HOSTS = 4_096;

  private final TokenBucket all;
  private final Map<Address, TokenBucket> hosts = new LinkedHashMap<>(0);

  AnswerBudget(long nowNanos) {
    all = new TokenBucket(NANOS_PER_BYTE, BURST_BYTES, nowNanos);
  }

  /** Spends these bytes and tells when they may be sent; nothing if that would be too late. */
  OptionalLong spend(Address to, int bytes, long maxWaitNanos, long nowNanos) {
    Address host = HostLoads.host(to);
    TokenBucket own = hosts.remove(host);
    if (own == null) {
      own = new TokenBucket(NANOS_PER_HOST_BYTE, HOST_BURST_BYTES, nowNanos);
    }
    long wait = Math.max(all.waitNanos(bytes, nowNanos), own.waitNanos(bytes, nowNanos));
    boolean soon = wait <= maxWaitNanos && hasRoom(nowNanos);
    if (soon) {
      all.take(bytes, nowNanos);
      own.take(bytes, nowNanos);
    }
    if (!own.isFull(nowNanos)) {
      hosts.put(host, own);
    }
    return soon ? OptionalLong.of(wait) : OptionalLong.empty();
  }

  /** Hosts whose spending is remembered. */
  int hosts() {
    return hosts.size();
  }

  private boolean hasRoom(long nowNanos) {
    Iterator<TokenBucket> longestUnused = hosts.values().iterator();
    while (longestUnused.hasNext() && longestUnused.next().isFull(nowNanos)) {
      longestUnused.remove();
    }
    return hosts.size() < MAX_HOSTS;
  }
}
