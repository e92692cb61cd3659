package io.simpledht.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import org.junit.jupiter.api.Test;

class RoundTripsTest {

  private static final long MILLI = 1_000_000L;

  private final RoundTrips roundTrips = new RoundTrips();

  private static Address peer(int number) {
    return Address.ofV4(number, 1);
  }

  @Test
  void shouldKnowNothingOfAStranger() {
    assertThat(roundTrips.smoothedNanos(peer(1))).isZero();
    assertThat(roundTrips.timeoutNanos(peer(1))).isEqualTo(RttEstimator.INITIAL_TIMEOUT_NANOS);
  }

  @Test
  void shouldKeepEachPeersOwnTime() {
    roundTrips.sample(peer(1), 10 * MILLI);
    roundTrips.sample(peer(2), 900 * MILLI);
    assertThat(roundTrips.smoothedNanos(peer(1))).isEqualTo(10 * MILLI);
    assertThat(roundTrips.timeoutNanos(peer(2))).isGreaterThan(900 * MILLI);
  }

  @Test
  void shouldIgnoreATransmissionWhoseDepartureIsNotKnown() {
    roundTrips.sample(peer(1), -1);
    assertThat(roundTrips.smoothedNanos(peer(1))).isZero();
  }

  @Test
  void shouldForgetThePeerNotUsedForLongest() {
    roundTrips.sample(peer(0), MILLI);
    roundTrips.sample(peer(1), MILLI);
    for (int i = 2; i <= RoundTrips.MAX_PEERS; i++) {
      roundTrips.timeoutNanos(peer(0)); // in use
      roundTrips.sample(peer(i), MILLI);
    }
    assertThat(roundTrips.smoothedNanos(peer(0))).isEqualTo(MILLI);
    assertThat(roundTrips.smoothedNanos(peer(1))).isZero();
    assertThat(roundTrips.smoothedNanos(peer(RoundTrips.MAX_PEERS))).isEqualTo(MILLI);
  }
}
