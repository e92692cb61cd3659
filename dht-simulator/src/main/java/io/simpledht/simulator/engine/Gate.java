package io.simpledht.simulator.engine;

import java.util.ArrayDeque;

/** Holds the events of a machine that is paused or slow, and lets them through in order. */
final class Gate {

  /** Default receive buffer of a socket on Linux, in bytes. */
  static final int RECEIVE_BUFFER_BYTES = 208 * 1024;

  /** What the kernel charges for a datagram beyond its payload, in bytes. */
  private static final int BUFFER_OVERHEAD_BYTES = 256;

  private final Engine engine;
  private final ArrayDeque<Event> held = new ArrayDeque<>();
  private final Event wake = new Wake();
  private long busyUntil;
  private long serviceNanos;
  private long heldBytes;
  private boolean paused;

  Gate(Engine engine) {
    this.engine = engine;
  }

  void pause() {
    paused = true;
    engine.cancel(wake);
  }

  void resume() {
    paused = false;
    wakeWhenFree();
  }

  void slow(long nanos) {
    serviceNanos = nanos;
  }

  boolean holds(Event event) {
    if (!paused && held.isEmpty() && busyUntil <= engine.now()) {
      busyUntil = engine.now() + serviceNanos;
      return false;
    }
    int bytes = charge(event);
    if (heldBytes + bytes > RECEIVE_BUFFER_BYTES) {
      event.overflow();
      return true;
    }
    heldBytes += bytes;
    event.slot = Event.HELD;
    held.add(event);
    wakeWhenFree();
    return true;
  }

  private static int charge(Event event) {
    int payload = event.bufferBytes();
    return payload == 0 ? 0 : payload + BUFFER_OVERHEAD_BYTES;
  }

  void abandonAll() {
    paused = true;
    engine.cancel(wake);
    for (Event event = takeHeld(); event != null; event = takeHeld()) {
      event.abandon();
    }
  }

  private void wakeWhenFree() {
    if (!paused && !held.isEmpty() && !wake.isPending()) {
      engine.add(wake, StrictMath.max(busyUntil, engine.now()));
    }
  }

  /** The oldest held event that was not cancelled meanwhile, or null. */
  private Event takeHeld() {
    for (Event event = held.poll(); event != null; event = held.poll()) {
      heldBytes -= charge(event);
      if (event.slot == Event.HELD) {
        event.slot = Event.IDLE;
        return event;
      }
    }
    return null;
  }

  /** Lets one held event through. */
  private final class Wake extends Event {

    @Override
    protected void fire() {
      Event event = takeHeld();
      if (event == null) {
        return;
      }
      busyUntil = engine.now() + serviceNanos;
      wakeWhenFree();
      event.fire();
    }
  }
}
