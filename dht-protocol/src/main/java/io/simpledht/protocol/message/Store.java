package io.simpledht.protocol.message;

import java.util.List;

/**
 * Hands over entries, and a share of the id space to pass them on to: the receiver delivers them to
 * every node it knows that has at least {@code shareBits} leading bits in common with itself, and
 * to no other. Shares of different delegates never overlap, so each node gets each write once and
 * no loop can form.
 *
 * @param shareBits 0 to 256; 256 means the receiver alone
 * @param budgetMillis answer within this time with what is known by then, 1 to {@value
 *     #MAX_BUDGET_MILLIS}
 * @param offers 1 to {@value #MAX_OFFERS}
 */
public record Store(int shareBits, int budgetMillis, List<Offer> offers)
    implements Request<Stored> {

  /**
   * Bound of a batch: as many of the smallest offers (20 bytes) as one datagram holds, so that the
   * answer always fits one too.
   */
  public static final int MAX_OFFERS = 57;

  /** The {@code shareBits} that ask the receiver to pass nothing on. */
  public static final int RECEIVER_ONLY = 256;

  /** What fits 16 bits. */
  public static final int MAX_BUDGET_MILLIS = 65_535;

  public Store {
    Limits.requireRange("budgetMillis", budgetMillis, 1, MAX_BUDGET_MILLIS);
    Limits.requireRange("shareBits", shareBits, 0, RECEIVER_ONLY);
    offers = Limits.requireSize("offers", offers, 1, MAX_OFFERS);
  }

  @Override
  public MessageType type() {
    return MessageType.STORE;
  }

  @Override
  public Class<Stored> responseType() {
    return Stored.class;
  }
}
