package io.simpledht.simulator.network;

import java.time.Duration;
import java.util.Objects;

/** What a {@link Rule} decides about one datagram. */
public sealed interface Verdict {

  /** No opinion: the next rule decides, and after the last one the laws of the network. */
  static Verdict pass() {
    return Pass.NOW;
  }

  /** The next rule decides, but whatever happens takes this much longer. */
  static Verdict delay(Duration extra) {
    return new Pass(extra.toNanos());
  }

  /** Arrives after exactly this time, unharmed, if somebody is bound there by then. */
  static Verdict deliverAfter(Duration delay) {
    return new Deliver(delay.toNanos(), 1);
  }

  /** Arrives {@code copies} times, each after the same time. */
  static Verdict deliver(int copies, Duration delay) {
    return new Deliver(delay.toNanos(), copies);
  }

  /** Never arrives. */
  static Verdict drop() {
    return Drop.BY_RULE;
  }

  /** Never arrives, counted under {@code cause}. */
  static Verdict drop(DropCause cause) {
    return new Drop(cause);
  }

  /** See {@link #pass} and {@link #delay}. */
  record Pass(long extraNanos) implements Verdict {
    static final Pass NOW = new Pass(0);

    public Pass {
      requireNotNegative(extraNanos);
    }
  }

  /** See {@link #deliver}; a delay of 0 counts as one nanosecond. */
  record Deliver(long delayNanos, int copies) implements Verdict {
    public Deliver {
      requireNotNegative(delayNanos);
      if (copies < 1 || copies > 1_000) {
        throw new IllegalArgumentException("copies must be 1 to 1000, was " + copies);
      }
    }
  }

  /** See {@link #drop(DropCause)}. */
  record Drop(DropCause cause) implements Verdict {
    static final Drop BY_RULE = new Drop(DropCause.RULE);

    public Drop {
      Objects.requireNonNull(cause, "cause");
    }
  }

  private static void requireNotNegative(long nanos) {
    if (nanos < 0) {
      throw new IllegalArgumentException("a datagram cannot arrive before it was sent");
    }
  }
}
