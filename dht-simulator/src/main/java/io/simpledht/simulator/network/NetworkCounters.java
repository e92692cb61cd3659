package io.simpledht.simulator.network;

import java.util.Locale;

/**
 * What has become of all datagrams. At any instant sent + copies = delivered + dropped + in flight.
 */
public final class NetworkCounters {

  private static final DropCause[] CAUSES = DropCause.values();

  private final long[] dropped = new long[CAUSES.length];
  long sent;
  long sentBytes;
  long copies;
  long delivered;
  long deliveredBytes;
  long inFlight;
  long replayed;
  long corrupted;
  long truncated;
  long reordered;
  long translated;
  long held;

  NetworkCounters() {}

  void drop(DropCause cause) {
    dropped[cause.ordinal()]++;
  }

  /** Datagrams that hosts sent. */
  public long sent() {
    return sent;
  }

  /** Bytes of payload that hosts sent. */
  public long sentBytes() {
    return sentBytes;
  }

  /** Duplicates and replays the network made. */
  public long copies() {
    return copies;
  }

  /** Datagrams handed to a receiver. */
  public long delivered() {
    return delivered;
  }

  /** Bytes of payload handed to receivers. */
  public long deliveredBytes() {
    return deliveredBytes;
  }

  /** Datagrams under way, those in the buffers of paused hosts included. */
  public long inFlight() {
    return inFlight;
  }

  /** Those of the {@link #copies} that came much later. */
  public long replayed() {
    return replayed;
  }

  /** Datagrams of which bits flipped on the way. */
  public long corrupted() {
    return corrupted;
  }

  /** Datagrams whose end was cut off on the way. */
  public long truncated() {
    return truncated;
  }

  /** Datagrams that were held back so that later ones could overtake. */
  public long reordered() {
    return reordered;
  }

  /** Datagrams that left through a box that translates addresses. */
  public long translated() {
    return translated;
  }

  /** Datagrams that a clogged line held back. */
  public long held() {
    return held;
  }

  /** Datagrams lost to one cause. */
  public long dropped(DropCause cause) {
    return dropped[cause.ordinal()];
  }

  /** Datagrams lost to all causes. */
  public long dropped() {
    long sum = 0;
    for (long count : dropped) {
      sum += count;
    }
    return sum;
  }

  void requireConserved() {
    if (sent + copies != delivered + dropped() + inFlight) {
      throw new IllegalStateException("datagrams are not conserved: " + this);
    }
  }

  /** All counts in one line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("sent ").append(sent).append(" + copies ").append(copies);
    text.append(" = delivered ").append(delivered).append(" + in flight ").append(inFlight);
    for (DropCause cause : CAUSES) {
      if (dropped(cause) > 0) {
        text.append(" + ").append(cause.name().toLowerCase(Locale.ROOT)).append(' ');
        text.append(dropped(cause));
      }
    }
    return text.toString();
  }
}
