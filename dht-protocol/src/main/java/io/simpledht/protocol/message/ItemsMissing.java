package io.simpledht.protocol.message;

import java.util.List;

/**
 * Those entries of a {@link CheckItems} that are not held, be it because a newer version is.
 *
 * @param items up to {@value CheckItems#MAX_ITEMS} item ids of those asked for
 */
public record ItemsMissing(List<Long> items) implements Response {

  public ItemsMissing {
    items = Limits.requireSize("items", items, 0, CheckItems.MAX_ITEMS);
  }

  @Override
  public MessageType type() {
    return MessageType.ITEMS_MISSING;
  }
}
