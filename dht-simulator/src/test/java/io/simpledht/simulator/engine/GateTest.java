package io.simpledht.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.transport.Cancellable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {

  private final Engine engine = new Engine(0, new Trace(16));
  private final Machine machine = new Machine(engine, 1);
  private final List<String> done = new ArrayList<>();
  private final SimEventLoop loop =
      new SimEventLoop(
          engine,
          machine,
          (where, fault) -> {
            throw new IllegalStateException(fault);
          });

  @Test
  void shouldHoldEventsOfAPausedMachineAndKeepTheirOrder() {
    at(10, "a");
    at(20, "b");
    at(40, "c");
    machine.pause();
    engine.runUntil(30);
    assertThat(done).isEmpty();
    machine.resume();
    engine.runUntil(100);
    assertThat(done).containsExactly("a@30", "b@30", "c@40");
  }

  @Test
  void shouldPauseAgainWithEventsStillHeld() {
    at(10, "a");
    machine.pause();
    engine.runUntil(20);
    machine.resume();
    machine.pause();
    engine.runUntil(30);
    assertThat(done).isEmpty();
    machine.resume();
    engine.runUntil(30);
    assertThat(done).containsExactly("a@30");
  }

  @Test
  void shouldForgetAHeldTimerThatIsCancelled() {
    Cancellable timer = at(10, "a");
    at(10, "b");
    machine.pause();
    engine.runUntil(20);
    timer.cancel();
    machine.resume();
    engine.runUntil(20);
    assertThat(done).containsExactly("b@20");
  }

  @Test
  void shouldServeASlowMachineOneEventAtATime() {
    machine.slow(100);
    at(10, "a");
    at(20, "b");
    at(30, "c");
    at(500, "d");
    engine.runUntil(1_000);
    assertThat(done).containsExactly("a@10", "b@110", "c@210", "d@500");
  }

  @Test
  void shouldBeFastAgain() {
    machine.slow(100);
    at(10, "a");
    at(20, "b");
    engine.runUntil(20);
    machine.slow(0);
    engine.runUntil(1_000);
    at(0, "c");
    at(0, "d");
    engine.runUntil(1_000);
    assertThat(done).containsExactly("a@10", "b@110", "c@1000", "d@1000");
  }

  @Test
  void shouldLoseWhatItHeldInACrash() {
    at(10, "a");
    machine.pause();
    engine.runUntil(20);
    machine.crash();
    loop.crash();
    machine.resume();
    engine.runUntil(30);
    assertThat(done).isEmpty();
    assertThat(engine.pending()).isZero();
  }

  private Cancellable at(long delay, String name) {
    return loop.schedule(delay, () -> done.add(name + "@" + engine.now()));
  }
}
