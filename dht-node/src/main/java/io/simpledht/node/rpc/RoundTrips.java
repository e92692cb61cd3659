package io.simpledht.node.rpc;

import io.simpledht.protocol.Address;
import java.util.LinkedHashMap;
import java.util.Map;

/** Round-trip estimates by address, for the peers heard most recently. */
final class RoundTrips {

  /** Peers remembered; the one not used for longest gives way. */
  static final int MAX_PEERS = 1_024;

  private static final class Recent extends LinkedHashMap<Address, RttEstimator> {
    private static final long serialVersionUID = 1;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Address, RttEstimator> eldest) {
      return size() > MAX_PEERS;
    }
  }

  private final Map<Address, RttEstimator> byAddress = new Recent();

  void sample(Address peer, long roundTripNanos) {
    if (roundTripNanos >= 0) {
      byAddress.computeIfAbsent(peer, unknown -> new RttEstimator()).sample(roundTripNanos);
    }
  }

  long timeoutNanos(Address peer) {
    RttEstimator known = byAddress.get(peer);
    return known == null ? RttEstimator.INITIAL_TIMEOUT_NANOS : known.timeoutNanos();
  }

  long smoothedNanos(Address peer) {
    RttEstimator known = byAddress.get(peer);
    return known == null ? 0 : known.smoothedNanos();
  }
}
