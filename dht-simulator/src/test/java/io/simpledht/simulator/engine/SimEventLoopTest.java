package io.simpledht.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.simulator.random.SimRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SimEventLoopTest {

  private final Engine engine = new Engine(1_000_000, new Trace(16));
  private final Machine machine = new Machine(engine, 1);
  private final List<String> done = new ArrayList<>();
  private final SimEventLoop loop = newLoop();

  private SimEventLoop newLoop() {
    return new SimEventLoop(engine, machine, (where, fault) -> done.add(where + ": " + fault));
  }

  @Test
  void shouldRunTasksInOrderAndNeverInsideTheCall() {
    loop.execute(
        () -> {
          loop.execute(() -> done.add("third"));
          done.add("first");
        });
    loop.execute(() -> done.add("second"));
    assertThat(done).isEmpty();
    engine.runUntil(0);
    assertThat(done).containsExactly("first", "second", "third");
  }

  @Test
  void shouldRunTimersAtTheirTimeInTheOrderScheduled() {
    loop.schedule(500, () -> done.add("b" + loop.nanoTime()));
    loop.schedule(100, () -> done.add("a" + loop.nanoTime()));
    loop.schedule(500, () -> done.add("c" + loop.nanoTime()));
    loop.schedule(-5, () -> done.add("now" + loop.nanoTime()));
    engine.runUntil(499);
    assertThat(done).containsExactly("now0", "a100");
    assertThat(engine.now()).isEqualTo(499);
    engine.runUntil(1_000);
    assertThat(done).containsExactly("now0", "a100", "b500", "c500");
  }

  @Test
  void shouldKnowWhenItRuns() {
    assertThat(loop.inLoop()).isFalse();
    loop.execute(() -> done.add("in " + loop.inLoop() + " other " + newLoop().inLoop()));
    engine.runUntil(0);
    assertThat(done).containsExactly("in true other false");
    assertThat(loop.inLoop()).isFalse();
  }

  @Test
  void shouldSurviveTasksThatThrow() {
    loop.execute(
        () -> {
          throw new IllegalStateException("x");
        });
    loop.schedule(1, () -> done.add("after"));
    engine.runUntil(1);
    assertThat(done).containsExactly("task: java.lang.IllegalStateException: x", "after");
  }

  @Test
  void shouldForgetCancelledTimers() {
    Cancellable timer = loop.schedule(10, () -> done.add("never"));
    timer.cancel();
    timer.cancel();
    assertThat(engine.pending()).isZero();
    engine.runUntil(100);
    assertThat(done).isEmpty();
  }

  @Test
  void shouldIgnoreTheCancelOfATimerThatFiredWhoseSlotIsInUseAgain() {
    Cancellable fired = loop.schedule(1, () -> done.add("first"));
    engine.runUntil(1);
    loop.schedule(1, () -> done.add("second"));
    fired.cancel();
    engine.runUntil(2);
    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void shouldSurviveStormsOfCancels() {
    SimRandom random = new SimRandom(1);
    List<Cancellable> timers = new ArrayList<>();
    long[] fired = new long[1];
    for (int i = 0; i < 200_000; i++) {
      timers.add(loop.schedule(random.nextLong(10_000_000_000L), () -> fired[0]++));
    }
    for (int i = 0; i < 200_000; i++) {
      if (i % 10 != 0) {
        timers.get(i).cancel();
      }
    }
    assertThat(engine.pending()).isEqualTo(20_000);
    engine.runUntil(10_000_000_000L);
    assertThat(fired[0]).isEqualTo(20_000);
  }

  @Test
  void shouldRunWhatWasSubmittedBeforeItClosed() {
    loop.execute(() -> done.add("submitted"));
    loop.schedule(0, () -> done.add("timer"));
    loop.close();
    assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    assertThat(loop.schedule(0, () -> {})).isSameAs(Cancellable.NONE);
    engine.runUntil(10);
    assertThat(done).containsExactly("submitted");
  }

  @Test
  void shouldForgetEverythingInACrash() {
    loop.execute(() -> done.add("submitted"));
    loop.schedule(5, () -> done.add("timer"));
    loop.crash();
    assertThat(engine.pending()).isZero();
    engine.runUntil(10);
    assertThat(done).isEmpty();
  }

  @Test
  void shouldHearNothingFromAProgramThatCrashedInTheMiddle() {
    loop.execute(
        () -> {
          loop.crash();
          loop.execute(() -> done.add("never"));
          throw new IllegalStateException("last words");
        });
    engine.runUntil(1);
    assertThat(done).isEmpty();
  }

  @Test
  void shouldRefuseWorkFromAnotherThread() throws InterruptedException {
    AtomicReference<Throwable> caught = new AtomicReference<>();
    Thread other = new Thread(() -> loop.execute(() -> {}));
    other.setUncaughtExceptionHandler((thread, fault) -> caught.set(fault));
    other.start();
    other.join();
    assertThat(caught.get()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldShowAWallClockThatErrsAsTold() {
    assertThat(loop.wallMillis()).isEqualTo(1_000_000);
    machine.clock().jump(-5_000_000);
    assertThat(loop.wallMillis()).isEqualTo(999_995);
    machine.clock().drift(100, engine.now());
    engine.idleUntil(10_000_000_000L);
    assertThat(loop.wallMillis()).isEqualTo(1_010_000 - 5 + 1);
    machine.clock().drift(0, engine.now());
    engine.idleUntil(20_000_000_000L);
    assertThat(loop.wallMillis()).isEqualTo(1_020_000 - 5 + 1);
    assertThat(loop.nanoTime()).isEqualTo(20_000_000_000L);
  }

  @Test
  void shouldStopARunInWhichTimeStandsStill() {
    Runnable[] again = new Runnable[1];
    again[0] = () -> loop.execute(again[0]);
    loop.execute(again[0]);
    assertThatThrownBy(() -> engine.runUntil(1)).hasMessageContaining("stuck");
  }
}
