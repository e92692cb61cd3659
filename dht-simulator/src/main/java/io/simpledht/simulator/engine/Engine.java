package io.simpledht.simulator.engine;

import io.simpledht.simulator.random.Mix;

/**
 * Virtual time. One thread, one queue ordered by (nanoseconds, sequence); events at the same
 * instant happen in the order they were added, or in an order drawn from a seed. Nothing else
 * decides what happens next, so equal input gives an equal run.
 */
public final class Engine {

  /** Events that may happen without time going on before the run counts as stuck. */
  public static final int MAX_EVENTS_PER_INSTANT = 5_000_000;

  /** Events of the longest run are numbered in so many bits; what is left of a long is chance. */
  private static final int NUMBER_BITS = 40;

  private static final int CHANCE_SHIFT = NUMBER_BITS + 1;

  private final EventSlots slots = new EventSlots();
  private final EventQueue queue;
  private final Trace trace;
  private final long startMillis;
  private final Thread owner = Thread.currentThread();
  private long now;
  private long sequence;
  private long fired;
  private long firedBeforeInstant;
  private boolean randomTies;
  private long tieSeed;
  private Error failure;
  private SimEventLoop current;

  /**
   * An engine at instant 0.
   *
   * @param startMillis what true wall clocks show then, milliseconds since 1970
   */
  public Engine(long startMillis, Trace trace) {
    this(startMillis, trace, false);
  }

  Engine(long startMillis, Trace trace, boolean reference) {
    this.startMillis = startMillis;
    this.trace = trace;
    this.queue = reference ? new FourAryHeap(slots) : new TimingWheel(slots);
  }

  /**
   * Draws the order of events at the same instant from a seed. What one loop was given to do keeps
   * its order, as loops promise.
   */
  public void randomTies(long seed) {
    randomTies = true;
    tieSeed = Mix.derive(seed, "ties", 0);
  }

  /** Nanoseconds since the run began. */
  public long now() {
    return now;
  }

  /** What true wall clocks show at instant 0, milliseconds since 1970. */
  public long startMillis() {
    return startMillis;
  }

  /** Events that have happened. */
  public long fired() {
    return fired;
  }

  /** Events waiting. */
  public int pending() {
    return queue.size();
  }

  /** What has happened, as a hash and as the last events. */
  public Trace trace() {
    return trace;
  }

  /**
   * Queues an event.
   *
   * @param time when, not before now
   */
  public void add(Event event, long time) {
    if (time < now || event.slot != Event.IDLE) {
      throw new IllegalStateException("event queued twice or in the past: " + time + " < " + now);
    }
    int slot = slots.take(event, time, order(event, time));
    event.slot = slot;
    queue.add(slot);
  }

  /** What decides between events at the same instant: less comes first. */
  private long order(Event event, long time) {
    long number = sequence++;
    if (!randomTies) {
      return number;
    }
    long who = event.keepsOrder() ? event.machine.number() : ~number;
    return Mix.mix(tieSeed + time, who) >>> CHANCE_SHIFT << NUMBER_BITS | number;
  }

  /** Queues {@code action} for {@code time}; the trace shows it as a control event. */
  public void at(long time, Runnable action) {
    add(new Control(this, action), time);
  }

  /** Takes a pending event back; without effect on another. */
  public void cancel(Event event) {
    int slot = event.slot;
    if (slot >= 0) {
      queue.remove(slot);
      slots.release(slot);
    }
    event.slot = Event.IDLE;
  }

  /**
   * Lets the next event happen if it is due by {@code limit}.
   *
   * @return whether there was one
   */
  public boolean step(long limit) {
    throwFailure();
    int slot = queue.poll(limit);
    if (slot == EventQueue.NONE) {
      return false;
    }
    advanceTo(slots.time(slot));
    Event event = slots.release(slot);
    event.slot = Event.IDLE;
    Machine machine = event.machine;
    if (machine == null || !machine.holds(event)) {
      event.fire();
    }
    throwFailure();
    return true;
  }

  /** Lets everything happen that is due by {@code limit}; then it is {@code limit}. */
  public void runUntil(long limit) {
    while (step(limit)) {
      continue;
    }
    idleUntil(limit);
  }

  /** Lets time pass to {@code limit} when no event is due until then. */
  public void idleUntil(long limit) {
    if (limit > now) {
      now = limit;
    }
  }

  /** Ends the run with this once the current event has returned, even if somebody catches it. */
  public void fail(Error cause) {
    if (failure == null) {
      failure = cause;
    }
  }

  private void throwFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  /** Refuses callers on another thread than the one that made this engine. */
  void requireOwner() {
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "a simulation is for one thread; work from another would come at a random time");
    }
  }

  private void advanceTo(long time) {
    if (time != now) {
      now = time;
      firedBeforeInstant = fired;
    }
    fired++;
    if (fired - firedBeforeInstant > MAX_EVENTS_PER_INSTANT) {
      throw new IllegalStateException(
          "stuck: " + MAX_EVENTS_PER_INSTANT + " events without time going on");
    }
  }

  /** The loop whose work is being done, or null. */
  SimEventLoop current() {
    return current;
  }

  void enter(SimEventLoop loop) {
    current = loop;
  }
}
