package io.simpledht.protocol.message;

import io.simpledht.protocol.Id;
import java.util.Objects;

/**
 * Asks for entries in key-hash order.
 *
 * @param from first key hash wanted, inclusive
 * @param to last key hash wanted, inclusive
 */
public record GetPage(Id from, Id to) implements Request<Page> {

  public GetPage {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    if (from.compareTo(to) > 0) {
      throw new IllegalArgumentException("from must not be beyond to");
    }
  }

  @Override
  public MessageType type() {
    return MessageType.GET_PAGE;
  }

  @Override
  public Class<Page> responseType() {
    return Page.class;
  }
}
