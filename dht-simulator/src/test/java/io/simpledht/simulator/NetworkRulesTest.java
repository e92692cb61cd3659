package io.simpledht.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import io.simpledht.simulator.network.DropCause;
import io.simpledht.simulator.network.Fault;
import io.simpledht.simulator.network.SimNetwork;
import io.simpledht.simulator.network.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkRulesTest {

  private final Simulation sim = Simulation.seeded(5);
  private final SimNetwork network = sim.network().latency(Duration.ofMillis(10));
  private final List<Receiver> hosts = new ArrayList<>();

  NetworkRulesTest() {
    for (int i = 0; i < 6; i++) {
      hosts.add(sim.host(Receiver::new).program());
    }
  }

  @Test
  void shouldCutGroupsOffFromEachOtherUntilHealed() {
    Fault cut = network.partition(new int[] {1, 2}, new int[] {3, 4});
    assertThat(reach()).containsExactly("256", "156", "456", "356", "12346", "12345");
    cut.heal();
    cut.heal();
    assertThat(reach()).containsExactly("23456", "13456", "12456", "12356", "12346", "12345");
    network.requireConserved();
    assertThat(network.counters().dropped(DropCause.PARTITION)).isEqualTo(8);
  }

  @Test
  void shouldCutOneWayOnly() {
    network.oneWay(new int[] {1}, new int[] {2, 3});
    assertThat(reach().subList(0, 3)).containsExactly("456", "13456", "12456");
  }

  @Test
  void shouldIsolate() {
    network.isolate(1, 2);
    assertThat(reach()).containsExactly("", "", "456", "356", "346", "345");
  }

  @Test
  void shouldLetARingReachItsNeighbours() {
    network.ring(1, 1, 2, 3, 4, 5, 6);
    assertThat(reach()).containsExactly("26", "13", "24", "35", "46", "15");
  }

  @Test
  void shouldHoldAndReleaseInABurst() {
    network.clog(Duration.ofSeconds(1), 2);
    hosts.get(0).send(2, (byte) 1);
    sim.run(Duration.ofMillis(500));
    hosts.get(0).send(2, (byte) 2);
    hosts.get(0).send(3, (byte) 3);
    sim.run(Duration.ofSeconds(1));
    hosts.get(0).send(2, (byte) 4);
    sim.run(Duration.ofSeconds(1));
    assertThat(hosts.get(1).arrivals.stream().map(x -> x.nanos() / 1_000_000))
        .containsExactly(1_010L, 1_010L, 1_510L);
    assertThat(hosts.get(2).arrivals.get(0).nanos()).isEqualTo(510_000_000);
  }

  @Test
  void shouldHoldWhatACloggedHostSendsToo() {
    network.clog(Duration.ofSeconds(1), 2);
    hosts.get(1).send(3, (byte) 1);
    sim.run(Duration.ofSeconds(2));
    assertThat(hosts.get(2).arrivals.get(0).nanos()).isEqualTo(1_010_000_000);
    assertThat(network.counters().held()).isEqualTo(1);
  }

  @Test
  void shouldDropWhatTheBufferOfAClogCannotHold() {
    network.clog(Duration.ofSeconds(1), 2);
    hosts.get(0).sendMany(2, 1_100, 1_000);
    sim.run(Duration.ofSeconds(2));
    assertThat(hosts.get(1).arrivals).hasSize((1 << 20) / 1_000);
    assertThat(network.counters().dropped(DropCause.QUEUE)).isEqualTo(1_100 - (1 << 20) / 1_000);
    network.requireConserved();
  }

  @Test
  void shouldObeyTheFirstVerdictOfTheRules() {
    network.loss(1);
    network.rule(packet -> packet.payload().get() == 1 ? Verdict.drop() : Verdict.pass());
    network.rule(packet -> Verdict.deliver(3, Duration.ofMillis(packet.payload().get())));
    hosts.get(0).send(2, (byte) 1);
    hosts.get(0).send(2, (byte) 7);
    sim.run(Duration.ofSeconds(1));
    assertThat(hosts.get(1).arrivals.stream().map(Receiver.Arrival::nanos))
        .containsExactly(7_000_000L, 7_000_000L, 7_000_000L);
    assertThat(network.counters().copies()).isEqualTo(2);
    assertThat(network.counters().dropped(DropCause.RULE)).isEqualTo(1);
    network.requireConserved();
  }

  @Test
  void shouldAddUpTheDelaysOfRules() {
    network.rule(packet -> Verdict.delay(Duration.ofMillis(5)));
    network.rule(packet -> Verdict.delay(Duration.ofMillis(6)));
    hosts.get(0).send(2, (byte) 1);
    sim.run(Duration.ofSeconds(1));
    assertThat(hosts.get(1).arrivals.get(0).nanos()).isEqualTo(21_000_000);
  }

  @Test
  void shouldDrawChancesForRules() {
    network.rule(packet -> packet.chance() < 0.25 ? Verdict.drop() : Verdict.pass());
    hosts.get(0).sendMany(2, 10_000, 1);
    assertThat(network.counters().dropped(DropCause.RULE)).isBetween(2_240L, 2_760L);
  }

  @Test
  void shouldResolveNamesLiteralsAndChanges() {
    network.name("seeds.example", 2, 3);
    assertThat(resolve("seeds.example")).containsExactly(address(2), address(3));
    network.name("seeds.example", 4);
    assertThat(resolve("seeds.example")).containsExactly(address(4));
    assertThat(resolve("node-258")).containsExactly(address(258));
    assertThat(resolve("10.0.0.7")).containsExactly(address(7));
    assertThat(resolve("nowhere.example")).isEmpty();
    assertThat(resolve("10.0.0.256")).isEmpty();
    assertThat(resolve("node-x")).isEmpty();
  }

  @Test
  void shouldNotChangeTheFateOfOthersWhenOneFallsSilent() {
    assertThat(arrivalsOfThird(true)).isEqualTo(arrivalsOfThird(false)).isNotEmpty();
  }

  private static List<Long> arrivalsOfThird(boolean chatty) {
    Simulation sim = Simulation.seeded(3);
    sim.network().loss(0.3).duplicate(0.1).reorder(0.1);
    Receiver first = sim.host(Receiver::new).program();
    Receiver second = sim.host(Receiver::new).program();
    Receiver third = sim.host(Receiver::new).program();
    for (int i = 0; i < 200; i++) {
      if (chatty) {
        first.sendMany(2, 3, 100);
        first.sendMany(3, 0, 100);
      }
      second.send(3, (byte) i);
      sim.run(Duration.ofMillis(10));
    }
    return third.arrivals.stream().map(Receiver.Arrival::nanos).toList();
  }

  private List<Address> resolve(String name) {
    List<Address> found = new ArrayList<>();
    boolean[] done = new boolean[1];
    hosts
        .get(0)
        .transport
        .resolve(
            name,
            Simulation.PORT,
            list -> {
              found.addAll(list);
              done[0] = hosts.get(0).transport.loop().inLoop();
            });
    assertThat(done[0]).isFalse();
    sim.until(() -> done[0], Duration.ofSeconds(1));
    return found;
  }

  private static Address address(int host) {
    return SimNetwork.addressOf(host, Simulation.PORT);
  }

  /** For each host, which others it reaches. */
  private List<String> reach() {
    hosts.forEach(host -> host.arrivals.clear());
    for (int from = 1; from <= hosts.size(); from++) {
      for (int to = 1; to <= hosts.size(); to++) {
        if (from != to) {
          hosts.get(from - 1).send(to, (byte) from);
        }
      }
    }
    sim.run(Duration.ofSeconds(1));
    List<StringBuilder> reached = new ArrayList<>();
    hosts.forEach(host -> reached.add(new StringBuilder()));
    for (int to = 1; to <= hosts.size(); to++) {
      for (Receiver.Arrival arrival : hosts.get(to - 1).arrivals) {
        reached.get(arrival.bytes()[0] - 1).append(to);
      }
    }
    return reached.stream().map(StringBuilder::toString).toList();
  }
}
