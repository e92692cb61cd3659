package io.simpledht.simulator.engine;

/** A virtual computer as the engine sees it: a number, a clock, and what holds it up. */
public final class Machine {

  private final Engine engine;
  private final int number;
  private final HostClock clock = new HostClock();
  private Gate gate;
  private int incarnation;

  /** A machine that runs freely. */
  public Machine(Engine engine, int number) {
    this.engine = engine;
    this.number = number;
  }

  /** The number it appears under in the trace. */
  public int number() {
    return number;
  }

  /** Its wall clock. */
  public HostClock clock() {
    return clock;
  }

  /** How often it has crashed. */
  public int incarnation() {
    return incarnation;
  }

  /** Stops it until {@link #resume}: events wait, datagrams beyond the receive buffer are lost. */
  public void pause() {
    gate().pause();
  }

  /** Lets it go on, with the oldest event that waited. */
  public void resume() {
    if (gate != null) {
      gate.resume();
    }
  }

  /** Makes every event take this long; 0 makes it infinitely fast again. */
  public void slow(long serviceNanos) {
    if (gate != null || serviceNanos > 0) {
      gate().slow(serviceNanos);
    }
  }

  /** Forgets what waited; a restarted machine is neither paused nor slow. */
  public void crash() {
    incarnation++;
    if (gate != null) {
      gate.abandonAll();
      gate = null;
    }
  }

  /** Whether {@code event}, which is due, has to wait or is lost. */
  boolean holds(Event event) {
    return gate != null && gate.holds(event);
  }

  private Gate gate() {
    if (gate == null) {
      gate = new Gate(engine);
    }
    return gate;
  }
}
