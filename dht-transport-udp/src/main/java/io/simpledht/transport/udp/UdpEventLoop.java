package io.simpledht.transport.udp;

import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.FaultPolicy;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tasks and timers of the selector thread. The one place in the product, besides the command line,
 * that reads real clocks.
 */
final class UdpEventLoop implements EventLoop {

  /** Tasks run in one turn before datagrams are looked at again. */
  private static final int TASKS_PER_TURN = 1_024;

  private final Selector selector;
  private final FaultPolicy faultPolicy;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final TimerQueue timers = new TimerQueue();
  // True while the loop is, or is about to be, asleep: only then does a task cost a system call.
  private final AtomicBoolean asleep = new AtomicBoolean();
  private volatile Thread thread;
  private volatile boolean closed;

  UdpEventLoop(Selector selector, FaultPolicy faultPolicy) {
    this.selector = selector;
    this.faultPolicy = faultPolicy;
  }

  void owner(Thread loopThread) {
    thread = loopThread;
  }

  @Override
  public void execute(Runnable task) {
    if (closed) {
      throw new RejectedExecutionException("the transport is closed");
    }
    tasks.add(task);
    wakeUp();
  }

  void wakeUp() {
    if (asleep.get() && asleep.compareAndSet(true, false)) {
      selector.wakeup();
    }
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public long wallMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public Cancellable schedule(long delayNanos, Runnable task) {
    if (!inLoop()) {
      throw new IllegalStateException("timers are for the loop thread: use execute first");
    }
    if (closed) {
      return Cancellable.NONE;
    }
    return timers.add(nanoTime() + Math.max(0, delayNanos), task);
  }

  @Override
  public boolean inLoop() {
    return Thread.currentThread() == thread;
  }

  /**
   * Announces sleep. Returns how long the selector may sleep: 0 for not at all, because there is
   * work, {@link Long#MAX_VALUE} for until woken.
   */
  long beginSleep() {
    long nanos = timers.untilNext(nanoTime());
    asleep.set(true);
    if (!tasks.isEmpty() || closed) {
      nanos = 0;
    }
    return nanos;
  }

  void endSleep() {
    asleep.set(false);
  }

  /** Runs the tasks that are there and the timers that are due, a bounded number of them. */
  void runTurn() {
    for (int i = 0; i < TASKS_PER_TURN; i++) {
      Runnable task = tasks.poll();
      if (task == null) {
        break;
      }
      run("task", task);
    }
    long now = nanoTime();
    for (Runnable due = timers.pollDue(now); due != null; due = timers.pollDue(now)) {
      run("timer", due);
    }
  }

  /** Runs what is still queued, and takes no more. */
  void finish() {
    closed = true;
    timers.clear();
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      run("task", task);
    }
  }

  boolean isClosed() {
    return closed;
  }

  // A node must survive its own defects: whatever escapes is reported, nothing ends the loop.
  void run(String what, Runnable work) {
    try {
      work.run();
    } catch (Throwable fault) {
      faultPolicy.unexpected(what, fault);
    }
  }
}
