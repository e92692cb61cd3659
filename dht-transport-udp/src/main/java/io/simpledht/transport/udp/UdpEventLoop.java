package io.simpledht.transport.udp;

import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.FaultPolicy;
import java.nio.channels.Selector;
import java.util.Objects;
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
  static final int TASKS_PER_TURN = 1_024;

  /** Timers run in one turn before datagrams are looked at again. */
  static final int TIMERS_PER_TURN = 1_024;

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
    Objects.requireNonNull(task, "task");
    if (!closed) {
      tasks.add(task);
      wakeUp();
      // Closed meanwhile: either the loop found the task and runs it, or it is ours to take back.
      if (!closed || inLoop() || !tasks.remove(task)) {
        return;
      }
    }
    throw new RejectedExecutionException("the transport is closed");
  }

  private void wakeUp() {
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
    Objects.requireNonNull(task, "task");
    if (closed) {
      return Cancellable.NONE;
    }
    if (!inLoop()) {
      throw new IllegalStateException("timers are for the loop thread: use execute first");
    }
    return timers.add(nanoTime() + clamp(delayNanos), task);
  }

  // Deadlines are compared by difference, which must not overflow: 146 years are long enough.
  private static long clamp(long delayNanos) {
    return Math.max(0, Math.min(delayNanos, Long.MAX_VALUE / 2));
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
    if (nanos == 0) {
      return 0;
    }
    asleep.set(true);
    // Looked at after the announcement: a task added before it did not wake us.
    if (!tasks.isEmpty() || closed) {
      asleep.set(false);
      return 0;
    }
    return nanos;
  }

  boolean hasTasks() {
    return !tasks.isEmpty();
  }

  void endSleep() {
    if (asleep.getPlain()) {
      asleep.set(false);
    }
  }

  /** Runs the tasks that are there and the timers that are due, a bounded number of them. */
  void runTurn() {
    for (int i = 0; i < TASKS_PER_TURN && !closed; i++) {
      Runnable task = tasks.poll();
      if (task == null) {
        break;
      }
      run("task", task);
    }
    long now = nanoTime();
    for (int i = 0; i < TIMERS_PER_TURN && !closed; i++) {
      Runnable due = timers.pollDue(now);
      if (due == null) {
        break;
      }
      run("timer", due);
    }
  }

  /** From now on takes no more; the loop's thread runs what is queued and ends. Any thread. */
  void close() {
    closed = true;
    selector.wakeup();
  }

  /** Forgets the timers and runs what is still queued. */
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
  private void run(String what, Runnable work) {
    try {
      work.run();
    } catch (Throwable fault) {
      report(what, fault);
    }
  }

  /** Hands to the policy what nobody expected. What the policy throws ends the loop. */
  void report(String where, Throwable fault) {
    try {
      faultPolicy.unexpected(where, fault);
    } catch (VirtualMachineError again) {
      // No memory or stack even to report it: that is not the policy asking for the end.
      return;
    }
  }
}
