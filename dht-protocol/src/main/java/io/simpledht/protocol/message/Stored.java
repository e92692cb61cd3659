package io.simpledht.protocol.message;

import java.util.List;
import java.util.Objects;

/**
 * What became of a {@link Store}.
 *
 * @param outcomes one for each offer, in the same order
 * @param missed replicas of the share that did not confirm, as many as fit; the counts in {@code
 *     outcomes} are complete even where this list is not
 */
public record Stored(List<Outcome> outcomes, List<Missed> missed) implements Response {

  /** The most replicas named; more would not fit a datagram beside a full batch of outcomes. */
  public static final int MAX_MISSED = 16;

  public Stored {
    outcomes = Limits.requireSize("outcomes", outcomes, 1, Store.MAX_OFFERS);
    missed = Limits.requireSize("missed", missed, 0, MAX_MISSED);
  }

  /**
   * One entry's outcome.
   *
   * @param status at the answering node itself
   * @param confirmed replicas of the share that hold the entry, the answering node included
   * @param asked replicas of the share, the answering node included
   */
  public record Outcome(StoreStatus status, int confirmed, int asked) {
    public Outcome {
      Objects.requireNonNull(status, "status");
      Limits.requireRange("asked", asked, 1, 65_535);
      Limits.requireRange("confirmed", confirmed, 0, asked);
    }
  }

  @Override
  public MessageType type() {
    return MessageType.STORED;
  }
}
