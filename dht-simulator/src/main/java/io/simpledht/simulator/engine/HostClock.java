package io.simpledht.simulator.engine;

/**
 * What one machine believes the wall clock shows: true time plus an offset that drifts. Elapsed
 * time is always true.
 */
public final class HostClock {

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final double MILLION = 1e6;

  private long offsetNanos;
  private double driftPpm;
  private long driftingSince;

  /** Milliseconds since 1970 at {@code nowNanos} of a run that began at {@code startMillis}. */
  long wallMillis(long startMillis, long nowNanos) {
    return startMillis + Math.floorDiv(nowNanos + errorNanos(nowNanos), NANOS_PER_MILLI);
  }

  /** How far the clock is ahead of true time. */
  public long errorNanos(long nowNanos) {
    return offsetNanos + (long) ((nowNanos - driftingSince) * driftPpm / MILLION);
  }

  /** Moves the clock, forward if positive. */
  public void jump(long nanos) {
    offsetNanos += nanos;
  }

  /** From now on gains {@code ppm} microseconds each second; what it is off by is kept. */
  public void drift(double ppm, long nowNanos) {
    offsetNanos = errorNanos(nowNanos);
    driftingSince = nowNanos;
    driftPpm = ppm;
  }
}
