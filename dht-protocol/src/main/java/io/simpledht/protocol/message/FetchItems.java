package io.simpledht.protocol.message;

import java.util.List;

/**
 * Asks for the entries behind item ids that a sketch revealed.
 *
 * @param items 1 to {@value #MAX_ITEMS} item ids
 */
public record FetchItems(List<Long> items) implements Request<Items> {

  /** Fits one datagram with room to spare. */
  public static final int MAX_ITEMS = 128;

  public FetchItems {
    items = Limits.requireSize("items", items, 1, MAX_ITEMS);
  }

  @Override
  public MessageType type() {
    return MessageType.FETCH_ITEMS;
  }

  @Override
  public Class<Items> responseType() {
    return Items.class;
  }
}
