package io.simpledht.protocol.message;

import java.util.List;

/**
 * The first entries of a {@link FetchItems}, in the order asked for, as many as fit.
 *
 * @param answered how many of the asked ids this covers, from the first on; ask again for the rest
 * @param offers the entries; fewer than {@code answered} if some are no longer held
 */
public record Items(int answered, List<Offer> offers) implements Response {

  public Items {
    Limits.requireRange("answered", answered, 1, FetchItems.MAX_ITEMS);
    offers = Limits.requireSize("offers", offers, 0, answered);
  }

  @Override
  public MessageType type() {
    return MessageType.ITEMS;
  }
}
