package io.simpledht.protocol.message;

import java.util.List;

/**
 * Asks which of some entries the receiver does not hold, so that the asker may store those there,
 * or let go of its own copies.
 *
 * @param items 1 to {@value #MAX_ITEMS} item ids
 */
public record CheckItems(List<Long> items) implements Request<ItemsMissing> {

  /** Fits one datagram with room to spare. */
  public static final int MAX_ITEMS = 128;

  public CheckItems {
    items = Limits.requireSize("items", items, 1, MAX_ITEMS);
  }

  @Override
  public MessageType type() {
    return MessageType.CHECK_ITEMS;
  }

  @Override
  public Class<ItemsMissing> responseType() {
    return ItemsMissing.class;
  }
}
