package io.simpledht.protocol.message;

import io.simpledht.protocol.Id;
import java.util.Objects;

/**
 * Asks for entries in key-hash order.
 *
 * @param from first key hash wanted, inclusive
 * @param to last key hash wanted, inclusive
 * @param parts pages wanted at most, 1 to {@value Part#MAX_PARTS}: whoever asks has room for them
 */
public record GetPage(Id from, Id to, int parts) implements Request<Page> {

  public GetPage {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Limits.requireRange("parts", parts, 1, Part.MAX_PARTS);
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
