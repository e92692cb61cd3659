package io.simpledht.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundTripsTest {

  private static final long MILLI = 1_000_000L;

  private final RoundTrips roundTrips = new RoundTrips(1, 2);

  @Test
  void shouldKnowNothingOfStrangers() {
    assertThat(roundTrips.smoothedNanos(peer(1))).isZero();
    assertThat(roundTrips.timeoutNanos(peer(1))).isEqualTo(RttEstimator.INITIAL_TIMEOUT_NANOS);
  }

  @Test
  void shouldKeepPeersApartWhileItGrows() {
    for (int i = 1; i <= 100; i++) {
      roundTrips.sample(peer(i), i * MILLI);
      roundTrips.sample(peer(i), -1); // no sample
    }
    for (int i = 1; i <= 100; i++) {
      assertThat(roundTrips.smoothedNanos(peer(i))).isBetween(i * MILLI - 64, i * MILLI);
    }
  }

  @Test
  void shouldRememberWhoIsAskedOftenAmongManyStrangers() {
    roundTrips.sample(peer(1), 80 * MILLI);
    for (int i = 2; i <= 100 * RoundTrips.MAX_PEERS; i++) {
      roundTrips.sample(peer(i), 10 * MILLI);
      if (i % 64 == 0) {
        assertThat(roundTrips.smoothedNanos(peer(1))).isEqualTo(80 * MILLI);
      }
    }
    assertThat(known(100 * RoundTrips.MAX_PEERS)).isLessThanOrEqualTo(RoundTrips.MAX_PEERS);
  }

  @Test
  void shouldFollowTheSamplesOfOnePeer() {
    for (int i = 0; i < 100; i++) {
      roundTrips.sample(peer(1), 200 * MILLI);
    }
    assertThat(roundTrips.timeoutNanos(peer(1))).isBetween(200 * MILLI, 210 * MILLI);
  }

  /** Whoever has answered may be sent much: nobody must pass for somebody who has. */
  @Test
  void shouldNotKnowAStrangerWhoseAddressHasTheSameHashCode() {
    Map<Integer, Address> byHashCode = new HashMap<>();
    int twins = 0;
    for (int i = 0; i < 500_000; i++) {
      Address twin = byHashCode.put(peer(i).hashCode(), peer(i));
      if (twin != null) {
        twins++;
        roundTrips.sample(twin, MILLI);
        assertThat(roundTrips.smoothedNanos(peer(i))).isZero();
      }
    }
    assertThat(twins).isPositive();
  }

  private long known(int peers) {
    long known = 0;
    for (int i = 1; i <= peers; i++) {
      known += roundTrips.smoothedNanos(peer(i)) > 0 ? 1 : 0;
    }
    return known;
  }

  private static Address peer(int number) {
    return Address.ofV4(10 << 24 | number, 5000);
  }
}
