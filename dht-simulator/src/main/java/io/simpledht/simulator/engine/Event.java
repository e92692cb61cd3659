package io.simpledht.simulator.engine;

/**
 * Something that happens at an instant of virtual time. Queued at most once at a time; may be
 * queued again after it fired.
 */
public abstract class Event {

  static final int IDLE = -1;
  static final int HELD = -2;

  /** Where the queue holds it, or {@link #IDLE}, or {@link #HELD} by the machine's gate. */
  int slot = IDLE;

  /** The machine it happens on, or null for one that no pause can hold. */
  protected Machine machine;

  /** Lets it happen. It is no longer queued. Exceptions end the run. */
  protected abstract void fire();

  /** Whether it comes after what its machine was given for the same instant before. */
  protected boolean keepsOrder() {
    return false;
  }

  /** Bytes it takes in the receive buffer of a machine that is paused or slow. */
  protected int bufferBytes() {
    return 0;
  }

  /** The machine's receive buffer was full: it will not happen. */
  protected void overflow() {}

  /** The machine crashed while the event was held: it will not happen. */
  protected void abandon() {}

  /** Whether it is waiting to happen. */
  public final boolean isPending() {
    return slot != IDLE;
  }
}
