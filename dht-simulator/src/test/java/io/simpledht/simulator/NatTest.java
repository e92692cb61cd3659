package io.simpledht.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import io.simpledht.simulator.network.DropCause;
import io.simpledht.simulator.network.NatKind;
import io.simpledht.simulator.network.SimNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Host 1 is behind a box; the others answer to the address they see, or to one of their own. */
class NatTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Simulation sim = Simulation.seeded(11);
  private final SimNetwork network = sim.network().latency(Duration.ofMillis(10));
  private final Receiver inside = sim.host(Receiver::new).program();
  private final Receiver asked = sim.host(Receiver::new).program();
  private final Receiver stranger = sim.host(Receiver::new).program();
  private Receiver otherPort;

  /** Puts host 1 behind a box, asks host 2, and answers how host 2 sees host 1. */
  private Address ask(NatKind kind) {
    network.nat(kind, TIMEOUT, 1);
    sim.host(context -> otherPort = new Receiver(context, 4_000));
    return askAgain(asked, 2);
  }

  private Address askAgain(Receiver receiver, int host) {
    inside.send(host, (byte) 1);
    sim.run(Duration.ofMillis(20));
    return receiver.arrivals.get(receiver.arrivals.size() - 1).source();
  }

  private boolean reaches(Receiver sender, Address to) {
    int before = inside.arrivals.size();
    sender.transport.send(to, ByteBuffer.wrap(new byte[1]));
    sim.run(Duration.ofMillis(20));
    return inside.arrivals.size() > before;
  }

  private long keptOut() {
    network.requireConserved();
    return network.counters().dropped(DropCause.NAT);
  }

  @Test
  void shouldShowTheBoxInPlaceOfTheHostAndHideTheHost() {
    Address seen = ask(NatKind.FULL_CONE);

    assertThat(seen).hasToString("11.0.0.1:5000");
    assertThat(reaches(asked, SimNetwork.addressOf(1, Simulation.PORT))).isFalse();
    assertThat(keptOut()).isEqualTo(1);
    assertThat(network.counters().translated()).isEqualTo(1);
  }

  @Test
  void shouldLetAnybodyThroughAFullCone() {
    Address seen = ask(NatKind.FULL_CONE);

    assertThat(List.of(reaches(asked, seen), reaches(stranger, seen))).containsExactly(true, true);
  }

  @Test
  void shouldLetOnlyAskedHostsThroughARestrictedCone() {
    Address seen = ask(NatKind.RESTRICTED);
    inside.send(4, (byte) 1); // to port 5000 of the host that listens at 4000

    assertThat(reaches(asked, seen)).isTrue();
    assertThat(reaches(otherPort, seen)).isTrue();
    assertThat(reaches(stranger, seen)).isFalse();
    assertThat(keptOut()).isEqualTo(1);
  }

  @Test
  void shouldLetOnlyAskedPortsThroughAPortRestrictedCone() {
    Address seen = ask(NatKind.PORT_RESTRICTED);
    inside.send(4, (byte) 1);

    assertThat(reaches(asked, seen)).isTrue();
    assertThat(reaches(otherPort, seen)).isFalse();
    assertThat(reaches(stranger, seen)).isFalse();
    assertThat(keptOut()).isEqualTo(2);
  }

  @Test
  void shouldShowEachDestinationAnotherPortOfASymmetricBox() {
    Address seen = ask(NatKind.SYMMETRIC);
    Address seenByOther = askAgain(stranger, 3);

    assertThat(seen.sameHost(seenByOther)).isTrue();
    assertThat(seen).isNotEqualTo(seenByOther);
    assertThat(askAgain(asked, 2)).isEqualTo(seen);
    assertThat(reaches(stranger, seenByOther)).isTrue();
    assertThat(reaches(stranger, seen)).isFalse();
  }

  @Test
  void shouldForgetWhatTheHostHasNotUsedForTheTimeout() {
    for (NatKind kind : NatKind.values()) {
      Address seen = ask(kind);
      sim.run(TIMEOUT.minusSeconds(1));
      assertThat(reaches(asked, seen)).as(kind + " in time").isTrue();
      sim.run(Duration.ofSeconds(2));
      assertThat(reaches(asked, seen)).as(kind + " too late").isFalse();
    }
  }

  @Test
  void shouldTellNodesTheAddressOfTheBox() {
    Simulation world = Simulation.seeded(3);
    world.network().nat(NatKind.PORT_RESTRICTED, TIMEOUT, 3);
    SimNode first = world.node();
    SimNode second = world.node();
    second.bootstrapAsync(first);
    SimNode hidden = world.node(builder -> builder.light(true));
    hidden.bootstrapAsync(first, second);
    first.putAsync("k", "v");
    world.until(() -> hidden.held("k").isPresent(), Duration.ofMinutes(2));
    world.eventually(
        "two votes", () -> hidden.snapshot().publicAddress().isPresent(), Duration.ofMinutes(2));

    assertThat(hidden.snapshot().publicAddress()).hasToString("Optional[11.0.0.3:5000]");
    assertThat(hidden.put("own", "value").confirmed()).isEqualTo(3);
  }
}
