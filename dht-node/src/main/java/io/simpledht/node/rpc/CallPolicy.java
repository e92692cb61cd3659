package io.simpledht.node.rpc;

/**
 * How patiently one call is made. A request is retransmitted with growing pauses until it is
 * answered, its transmissions are used up and the last pause is over, or its deadline passed.
 *
 * @param transmissions datagrams sent at most, the first included, at least 1
 * @param deadlineNanos when to give up whatever else happens, counted from the call
 * @param patience multiplies the retransmission timeout, at least 1: work that takes the other side
 *     several round trips of its own is waited for longer
 */
public record CallPolicy(int transmissions, long deadlineNanos, int patience) {

  /** A peer that leaves so many transmissions unanswered stalls, whatever the policy. */
  public static final int STALLED_AFTER = 2;

  /**
   * An ordinary question. With independent loss of 30 % each way six transmissions leave 1.8 %
   * unanswered, which callers cover by asking someone else. A peer never heard before gets five:
   * pauses for a way that is not known are longer, and the deadline comes first.
   */
  public static final CallPolicy NORMAL = new CallPolicy(6, 5_000_000_000L, 1);

  /** A liveness check: a dead peer must not be waited for, a lossy one must not be buried. */
  public static final CallPolicy PROBE = new CallPolicy(5, 4_000_000_000L, 1);

  /** A question where nobody else can be asked: goes on until the deadline. */
  public static CallPolicy until(long deadlineNanos) {
    return new CallPolicy(Integer.MAX_VALUE, deadlineNanos, 1);
  }

  /** The same with another deadline. */
  public CallPolicy within(long newDeadlineNanos) {
    return new CallPolicy(transmissions, newDeadlineNanos, patience);
  }

  /** The same with fewer transmissions. */
  public CallPolicy atMost(int fewerTransmissions) {
    return new CallPolicy(Math.min(transmissions, fewerTransmissions), deadlineNanos, patience);
  }

  /** The same with more patience. */
  public CallPolicy patient(int newPatience) {
    return new CallPolicy(transmissions, deadlineNanos, newPatience);
  }
}
