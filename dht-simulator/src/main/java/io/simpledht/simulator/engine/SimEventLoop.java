package io.simpledht.simulator.engine;

import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.FaultPolicy;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;

/**
 * One transport's loop: a light view on the engine. It owns no thread; its work is done by whoever
 * runs the engine, and may be handed in from that thread only.
 */
public final class SimEventLoop implements EventLoop {

  private final Engine engine;
  private final Machine machine;
  private final FaultPolicy faultPolicy;
  private LoopTask first;
  private boolean closed;
  private boolean dead;

  /** A loop that accepts work at once. */
  public SimEventLoop(Engine engine, Machine machine, FaultPolicy faultPolicy) {
    this.engine = engine;
    this.machine = machine;
    this.faultPolicy = faultPolicy;
  }

  @Override
  public long nanoTime() {
    return engine.now();
  }

  @Override
  public long wallMillis() {
    return machine.clock().wallMillis(engine.startMillis(), engine.now());
  }

  @Override
  public boolean inLoop() {
    return engine.current() == this;
  }

  @Override
  public void execute(Runnable task) {
    engine.requireOwner();
    Objects.requireNonNull(task, "task");
    if (!closed) {
      add(task, 0, true);
    } else if (!dead) {
      throw new RejectedExecutionException("the loop has ended");
    }
  }

  @Override
  public Cancellable schedule(long delayNanos, Runnable task) {
    Objects.requireNonNull(task, "task");
    return closed ? Cancellable.NONE : add(task, delayNanos, false);
  }

  /** Refuses new work and forgets all timers; what was submitted before still runs. */
  public void close() {
    closed = true;
    forgetWhere(false);
  }

  /**
   * Forgets everything at once, with all references to the program that ran here. What the program
   * still does, if it was in the middle of something, has no effect, and what it throws nobody
   * hears.
   */
  public void crash() {
    closed = true;
    dead = true;
    forgetWhere(true);
  }

  /**
   * From now until {@link #leave} the engine works for this loop; answers who it worked for before.
   */
  public SimEventLoop enter() {
    SimEventLoop outer = engine.current();
    engine.enter(this);
    return outer;
  }

  /** Hands what escaped from the program to the fault policy. */
  public void unexpected(String where, Throwable fault) {
    if (!dead) {
      faultPolicy.unexpected(where, fault);
    }
  }

  /** Ends what {@link #enter} began. */
  public void leave(SimEventLoop outer) {
    engine.enter(outer);
  }

  Machine machine() {
    return machine;
  }

  private LoopTask add(Runnable work, long delayNanos, boolean submitted) {
    long now = engine.now();
    long time = delayNanos <= 0 ? now : now + delayNanos;
    LoopTask task = new LoopTask(this, work, submitted);
    engine.add(task, time < 0 ? Long.MAX_VALUE : time);
    task.next = first;
    if (first != null) {
      first.previous = task;
    }
    first = task;
    return task;
  }

  void run(LoopTask task, Runnable work) {
    unlink(task);
    engine.trace().record(engine.now(), Trace.Kind.TIMER, machine.number(), machine.number(), 0, 0);
    SimEventLoop outer = enter();
    try {
      work.run();
    } catch (Throwable fault) {
      unexpected(task.submitted ? "task" : "timer", fault);
    } finally {
      leave(outer);
    }
  }

  void forget(LoopTask task) {
    engine.cancel(task);
    unlink(task);
  }

  private void unlink(LoopTask task) {
    if (task.previous == null) {
      first = task.next;
    } else {
      task.previous.next = task.next;
    }
    if (task.next != null) {
      task.next.previous = task.previous;
    }
    task.next = null;
    task.previous = null;
  }

  private void forgetWhere(boolean submittedToo) {
    LoopTask task = first;
    while (task != null) {
      LoopTask after = task.next;
      if (submittedToo || !task.submitted) {
        task.cancel();
      }
      task = after;
    }
  }
}
