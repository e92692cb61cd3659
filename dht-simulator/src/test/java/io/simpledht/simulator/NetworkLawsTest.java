package io.simpledht.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.simpledht.simulator.network.DropCause;
import io.simpledht.simulator.network.Latency;
import io.simpledht.simulator.network.NetworkCounters;
import io.simpledht.simulator.network.SimNetwork;
import io.simpledht.simulator.random.Law;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetworkLawsTest {

  private static final int MANY = 100_000;

  private final Simulation sim = Simulation.seeded(11);
  private final SimNetwork network = sim.network();
  private final NetworkCounters counters = network.counters();
  private final Receiver a = sim.host(Receiver::new).program();
  private final Receiver b = sim.host(Receiver::new).program();

  @AfterEach
  void shouldConserveDatagrams() {
    network.requireConserved();
    sim.run(Duration.ofMinutes(10));
    network.requireConserved();
    assertThat(counters.inFlight()).isZero();
  }

  @Test
  void shouldNeverDeliverInsideSend() {
    network.latency(Duration.ZERO);
    a.send(2, (byte) 7);
    a.send(1, (byte) 8);
    assertThat(b.arrivals).isEmpty();
    assertThat(a.arrivals).isEmpty();
    sim.run(Duration.ofMillis(1));
    assertThat(b.arrivals.get(0).nanos()).isEqualTo(1);
    assertThat(b.arrivals.get(0).source()).isEqualTo(a.transport.localAddress());
    assertThat(a.arrivals.get(0).bytes()).containsExactly(8);
  }

  @Test
  void shouldCopyTheBytesSent() {
    ByteBuffer buffer = ByteBuffer.allocate(4).putInt(0x01020304).flip();
    a.transport.send(b.transport.localAddress(), buffer);
    assertThat(buffer.hasRemaining()).isFalse();
    buffer.clear().putInt(0);
    sim.run(Duration.ofSeconds(1));
    assertThat(b.arrivals.get(0).bytes()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void shouldTakeAsLongAsToldWithinBothEnds() {
    network.latency(
        Latency.of(Duration.ofMillis(5), Law.uniform(Duration.ZERO, Duration.ofMillis(10))));
    a.sendMany(2, MANY, 1);
    sim.run(Duration.ofSeconds(1));
    double mean = b.arrivals.stream().mapToLong(Receiver.Arrival::nanos).average().orElse(0);
    assertThat(mean).isCloseTo(10e6, within(0.05e6));
    assertThat(b.arrivals.get(0).nanos()).isGreaterThanOrEqualTo(5_000_000);
    assertThat(b.arrivals.get(MANY - 1).nanos()).isLessThan(15_000_000);
  }

  @Test
  void shouldLoseEachWayOfALineAtItsOwnRate() {
    network.lineLoss(0.3, 0.1, 1);
    a.sendMany(2, MANY, 1);
    b.sendMany(1, MANY, 1);
    sim.run(Duration.ofSeconds(1));
    assertThat(MANY - b.arrivals.size()).isBetween(29_400, 30_600);
    assertThat(MANY - a.arrivals.size()).isBetween(9_600, 10_400);
    assertThat(counters.dropped(DropCause.LINE))
        .isEqualTo(2L * MANY - a.arrivals.size() - b.arrivals.size());
  }

  @Test
  void shouldLoseByPath() {
    network.pathLoss((from, to) -> from == 1 && to == 2 ? 0.2 : 0);
    a.sendMany(2, MANY, 1);
    b.sendMany(1, MANY, 1);
    sim.run(Duration.ofSeconds(1));
    assertThat(MANY - b.arrivals.size()).isBetween(19_500, 20_500);
    assertThat(a.arrivals).hasSize(MANY);
    assertThat(counters.dropped(DropCause.PATH)).isEqualTo(MANY - b.arrivals.size());
  }

  @Test
  void shouldKnowRegions() {
    double[][] matrix = {{1, 50}, {80, 2}};
    network.latency(Latency.regions(host -> host - 1, matrix, Law.constant(0)));
    a.send(2, (byte) 1);
    b.send(1, (byte) 1);
    sim.run(Duration.ofSeconds(1));
    assertThat(b.arrivals.get(0).nanos()).isEqualTo(50_000_000);
    assertThat(a.arrivals.get(0).nanos()).isEqualTo(80_000_000);
  }

  @Test
  void shouldLoseTheShareToldWithinSixSigma() {
    for (double loss : new double[] {0.01, 0.2, 0.5, 0.9}) {
      long before = counters.dropped(DropCause.LOSS);
      network.loss(loss);
      a.sendMany(2, MANY, 1);
      requireShare(counters.dropped(DropCause.LOSS) - before, loss);
    }
  }

  @Test
  void shouldDuplicateAndReplayTheShareTold() {
    network.duplicate(0.1);
    a.sendMany(2, MANY, 1);
    requireShare(counters.copies(), 0.1);
    sim.run(Duration.ofSeconds(1));
    assertThat(counters.inFlight()).isZero();
    network.duplicate(0).replay(0.05);
    long before = counters.copies();
    a.sendMany(2, MANY, 1);
    requireShare(counters.copies() - before, 0.05);
    sim.run(Duration.ofSeconds(1));
    assertThat(counters.inFlight()).isGreaterThan(0);
  }

  @Test
  void shouldReorder() {
    network.latency(Duration.ofMillis(10)).reorder(0.3, Law.constant(Duration.ofMillis(5)));
    a.sendMany(2, MANY, 1);
    requireShare(counters.reordered(), 0.3);
    sim.run(Duration.ofSeconds(1));
    requireShare(b.arrivals.stream().filter(x -> x.nanos() == 15_000_000).count(), 0.3);
  }

  @Test
  void shouldDamageTheShareTold() {
    network.corrupt(0.1);
    a.sendMany(2, MANY, 50);
    sim.run(Duration.ofSeconds(1));
    requireShare(b.arrivals.stream().filter(NetworkLawsTest::isDamaged).count(), 0.1);
    b.arrivals.clear();
    network.corrupt(0).truncate(0.1);
    a.sendMany(2, MANY, 50);
    sim.run(Duration.ofSeconds(1));
    requireShare(b.arrivals.stream().filter(x -> x.bytes().length < 50).count(), 0.1);
    assertThat(b.arrivals.stream().filter(x -> x.bytes().length == 0).count()).isPositive();
  }

  /** An even number of flips of one bit undoes itself, which is rare. */
  private static boolean isDamaged(Receiver.Arrival arrival) {
    return !Arrays.equals(arrival.bytes(), new byte[50]);
  }

  @Test
  void shouldDropWhatIsTooLargeOrGoesNowhere() {
    network.mtu(100);
    a.send(2, new byte[101]);
    a.send(2, new byte[100]);
    a.send(99, (byte) 1);
    assertThat(counters.dropped(DropCause.MTU)).isEqualTo(1);
    assertThat(counters.dropped(DropCause.DOWN)).isEqualTo(1);
    assertThatThrownBy(() -> a.send(2, new byte[SimNetwork.MAX_DATAGRAM_BYTES + 1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldSpaceDatagramsOnASlowLineAndDropWhatItsQueueCannotHold() {
    // 1000 + 28 bytes at 8.224 Mbit/s take exactly a millisecond.
    network.latency(Duration.ofMillis(10)).bandwidth(8_224_000, 0, 10_280, 1);
    a.sendMany(2, 20, 1_000);
    sim.run(Duration.ofSeconds(1));
    assertThat(b.arrivals).hasSize(11);
    assertThat(b.arrivals.get(0).nanos()).isEqualTo(11_000_000);
    assertThat(b.arrivals.get(10).nanos()).isEqualTo(21_000_000);
    assertThat(counters.dropped(DropCause.QUEUE)).isEqualTo(9);
  }

  @Test
  void shouldSpaceDatagramsOnTheReceiversLineToo() {
    network.latency(Duration.ofMillis(10)).bandwidth(0, 8_224_000, 10_280, 2);
    a.sendMany(2, 5, 1_000);
    sim.run(Duration.ofSeconds(1));
    assertThat(b.arrivals.get(0).nanos()).isEqualTo(11_000_000);
    assertThat(b.arrivals.get(4).nanos()).isEqualTo(15_000_000);
  }

  @Test
  void shouldLoseInBurstsThatFollowTime() {
    network.burstLoss(Duration.ofSeconds(9), Duration.ofSeconds(1), 1.0, 1);
    for (int second = 0; second < 50_000; second++) {
      sim.after(Duration.ofMillis(200L * second), () -> a.send(2, (byte) 1));
    }
    sim.run(Duration.ofSeconds(10_001));
    double lost = counters.dropped(DropCause.BURST) / 50_000.0;
    assertThat(lost).isBetween(0.08, 0.12);
    long bursts = 0;
    for (int i = 1; i < b.arrivals.size(); i++) {
      bursts += b.arrivals.get(i).nanos() - b.arrivals.get(i - 1).nanos() > 300_000_000 ? 1 : 0;
    }
    assertThat(bursts).isBetween(700L, 1_100L);
  }

  @Test
  void shouldRefuseWhatIsNoProbability() {
    assertThatThrownBy(() -> network.loss(1.1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> network.loss(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void requireShare(long count, double probability) {
    double sigma = Math.sqrt(MANY * probability * (1 - probability));
    assertThat((double) count).isCloseTo(MANY * probability, within(6 * sigma));
  }
}
