package io.simpledht.protocol.message;

import io.simpledht.protocol.Id;
import java.util.Objects;

/**
 * A client asks which keys a node holds itself.
 *
 * @param from smallest key hash wanted, inclusive
 */
public record ListKeys(Id from) implements Request<KeyList> {

  public ListKeys {
    Objects.requireNonNull(from, "from");
  }

  @Override
  public MessageType type() {
    return MessageType.LIST_KEYS;
  }

  @Override
  public Class<KeyList> responseType() {
    return KeyList.class;
  }
}
