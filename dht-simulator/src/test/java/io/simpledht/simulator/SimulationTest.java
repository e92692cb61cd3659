package io.simpledht.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.protocol.transport.TransportConfig;
import io.simpledht.simulator.network.DropCause;
import io.simpledht.simulator.random.Law;
import java.lang.ref.WeakReference;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private final Simulation sim = Simulation.seeded(1234);

  @Test
  void shouldNameSeedTimeAndReplayWhenAConditionStaysFalse() {
    sim.host(context -> new Pinger(context, 1, Law.constant(Duration.ofMillis(300))));
    assertThatThrownBy(() -> sim.until("the moon", () -> false, Duration.ofSeconds(3)))
        .isInstanceOf(SimulationFailure.class)
        .hasMessageContaining("the moon did not come true within PT3S")
        .hasMessageContaining("seed 1234, at 3.000000000 s")
        .hasMessageContaining("Simulation.seeded(1234L)")
        .hasMessageContaining("node-1 -> node-1")
        .hasMessageContaining("sent ");
  }

  @Test
  void shouldStopAtTheEventThatMadeTheConditionTrue() {
    boolean[] done = new boolean[1];
    sim.at(Duration.ofSeconds(2), () -> done[0] = true);
    sim.until(() -> done[0], Duration.ofSeconds(10));
    assertThat(sim.elapsed()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void shouldFailWithWhatAProgramThrew() {
    IllegalStateException fault = new IllegalStateException("a bug");
    Receiver receiver = sim.host(Receiver::new).program();
    receiver
        .transport
        .loop()
        .schedule(
            5,
            () -> {
              throw fault;
            });
    assertThatThrownBy(() -> sim.run(Duration.ofSeconds(1)))
        .isInstanceOf(SimulationFailure.class)
        .hasMessageContaining("timer of node-1 failed with java.lang.IllegalStateException: a bug")
        .hasCause(fault);
  }

  @Test
  void shouldFailEvenIfTheProgramCatchesEverything() {
    List<HostContext> contexts = new ArrayList<>();
    Receiver receiver =
        sim.host(
                context -> {
                  contexts.add(context);
                  return new Receiver(context);
                })
            .program();
    receiver.transport.loop().execute(() -> swallow(contexts.get(0)));
    assertThatThrownBy(() -> sim.run(Duration.ofSeconds(1)))
        .hasMessageContaining("deep inside of node-1");
    assertThatThrownBy(() -> sim.run(Duration.ofSeconds(1)))
        .hasMessageContaining("deep inside of node-1");
  }

  private static void swallow(HostContext context) {
    try {
      context.faultPolicy().unexpected("deep inside", new IllegalStateException());
    } catch (Throwable ignored) {
      // What a careless program might do.
    }
  }

  @Test
  void shouldFailWithWhatTheScenarioAsserts() {
    sim.at(Duration.ofSeconds(1), () -> assertThat(1).isEqualTo(2));
    assertThatThrownBy(() -> sim.run(Duration.ofSeconds(2)))
        .isInstanceOf(SimulationFailure.class)
        .hasMessageContaining("the scenario failed")
        .hasMessageContaining("seed 1234");
  }

  @Test
  void shouldFailAtTheEventThatBrokeAnInvariant() {
    int[] value = new int[1];
    sim.always("the value is small", 1, () -> assertThat(value[0]).isLessThan(3));
    for (int second = 1; second < 10; second++) {
      sim.at(Duration.ofSeconds(second), () -> value[0]++);
    }
    assertThatThrownBy(() -> sim.run(Duration.ofSeconds(10)))
        .hasMessageContaining("invariant \"the value is small\" failed")
        .hasMessageContaining("at 3.000000000 s");
  }

  @Test
  void shouldFailWhenTheBudgetOfEventsIsSpent() {
    Simulation small = SimulationOptions.seeded(1).withMaxEvents(100).open();
    small.host(context -> new Pinger(context, 1, Law.constant(Duration.ofMillis(1))));
    assertThatThrownBy(() -> small.run(Duration.ofHours(1))).hasMessageContaining("100 events");
  }

  @Test
  void shouldKeepTheDiskThroughACrashAndLoseItInAmnesia() {
    SimHost<AtomicInteger> host =
        sim.host(
            context -> {
              AtomicInteger starts =
                  context.disk().file("starts", AtomicInteger.class, AtomicInteger::new);
              starts.incrementAndGet();
              return starts;
            });
    host.restart();
    host.crash();
    assertThat(host.isUp()).isFalse();
    assertThatThrownBy(host::program).hasMessageContaining("node-1 is down");
    host.restart();
    assertThat(host.program()).hasValue(3);
    host.amnesia();
    host.restart();
    assertThat(host.program()).hasValue(1);
  }

  @Test
  void shouldGiveEachLifeItsOwnChance() {
    List<Long> draws = new ArrayList<>();
    HostFactory<String> factory =
        context -> {
          draws.add(context.random().nextLong());
          return "life " + context.life();
        };
    SimHost<String> host = sim.host(factory);
    host.restart();
    assertThat(host.program()).isEqualTo("life 1");
    sim.host(factory);
    assertThat(draws).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  void shouldLoseDatagramsToACrashedHostAndDeliverOldOnesToTheNextLife() {
    sim.network().latency(Duration.ofSeconds(1));
    SimHost<Receiver> first = sim.host(Receiver::new);
    SimHost<Receiver> second = sim.host(Receiver::new);
    first.program().send(2, (byte) 1);
    second.crash();
    first.program().send(2, (byte) 2);
    sim.run(Duration.ofMillis(500));
    second.restart();
    sim.run(Duration.ofSeconds(1));
    assertThat(second.program().arrivals).hasSize(1);
    assertThat(sim.network().counters().dropped(DropCause.DOWN)).isEqualTo(1);
    first.program().send(2, (byte) 3);
    second.crash();
    sim.run(Duration.ofSeconds(2));
    assertThat(sim.network().counters().dropped(DropCause.DOWN)).isEqualTo(2);
    sim.network().requireConserved();
  }

  @Test
  void shouldForgetTheProgramOfACrashedHost() {
    SimHost<Pinger> host =
        sim.host(context -> new Pinger(context, 1, Law.constant(Duration.ofHours(10))));
    sim.run(Duration.ofSeconds(1));
    WeakReference<Pinger> program = new WeakReference<>(host.program());
    host.crash();
    for (int i = 0; i < 20 && program.get() != null; i++) {
      System.gc();
    }
    assertThat(program.get()).isNull();
    assertThat(sim.pending()).isZero();
  }

  @Test
  void shouldHoldDatagramsOfAPausedHostUpToItsBuffer() {
    SimHost<Receiver> first = sim.host(Receiver::new);
    SimHost<Receiver> second = sim.host(Receiver::new);
    second.pause();
    first.program().sendMany(2, 1_000, 744);
    sim.run(Duration.ofSeconds(1));
    assertThat(second.program().arrivals).isEmpty();
    assertThat(sim.network().counters().inFlight()).isEqualTo(212);
    assertThat(sim.network().counters().dropped(DropCause.SOCKET_BUFFER)).isEqualTo(788);
    second.resume();
    sim.run(Duration.ofSeconds(1));
    assertThat(second.program().arrivals).hasSize(212);
    sim.network().requireConserved();
  }

  @Test
  void shouldLoseWhatAPausedHostHeldWhenItCrashes() {
    SimHost<Receiver> first = sim.host(Receiver::new);
    SimHost<Receiver> second = sim.host(Receiver::new);
    second.pause();
    first.program().sendMany(2, 10, 100);
    sim.run(Duration.ofSeconds(1));
    second.restart();
    sim.run(Duration.ofSeconds(1));
    assertThat(second.program().arrivals).isEmpty();
    assertThat(sim.network().counters().dropped(DropCause.DOWN)).isEqualTo(10);
    sim.network().requireConserved();
  }

  @Test
  void shouldPoisonBuffersThatAreKept() {
    Simulation paranoid = SimulationOptions.seeded(1).withParanoid(true).open();
    List<ByteBuffer> kept = new ArrayList<>();
    SimHost<Receiver> sender = paranoid.host(Receiver::new);
    paranoid.host(
        context -> {
          context.transport().start((source, datagram) -> kept.add(datagram));
          return "keeper";
        });
    sender.program().send(2, (byte) 1, (byte) 2);
    paranoid.run(Duration.ofSeconds(1));
    assertThat(kept.get(0).isReadOnly()).isTrue();
    assertThat(kept.get(0).get(0)).isEqualTo((byte) 0xDB);
  }

  @Test
  void shouldOpenPortsAndRefuseTheOnesInUse() {
    sim.host(
        context -> {
          context.transport();
          int free = context.open(0).localAddress().port();
          assertThat(free).isGreaterThanOrEqualTo(49_152);
          TransportConfig config =
              new TransportConfig("0.0.0.0", 5000, "loop", context.faultPolicy());
          assertThatThrownBy(() -> context.transports().open(config))
              .isInstanceOf(BindException.class)
              .hasMessageStartingWith("Address already in use");
          return "host";
        });
  }

  @Test
  void shouldErrInWallTimeAsToldButNotInElapsedTime() {
    SimHost<Receiver> host = sim.host(Receiver::new);
    long start = Simulation.START.toEpochMilli();
    assertThat(host.program().transport.loop().wallMillis()).isEqualTo(start);
    host.jumpClock(Duration.ofSeconds(-30));
    sim.run(Duration.ofSeconds(10));
    assertThat(host.program().transport.loop().wallMillis()).isEqualTo(start - 20_000);
    assertThat(host.program().transport.loop().nanoTime()).isEqualTo(10_000_000_000L);
  }
}
