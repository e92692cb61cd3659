package io.simpledht.protocol.message;

import io.simpledht.protocol.Key;
import java.util.Objects;

/**
 * Asks what the receiver itself holds for a key, and whom it knows closer to it.
 *
 * @param key the key
 */
public record FindValue(Key key) implements Request<ValueFound> {

  public FindValue {
    Objects.requireNonNull(key, "key");
  }

  @Override
  public MessageType type() {
    return MessageType.FIND_VALUE;
  }

  @Override
  public Class<ValueFound> responseType() {
    return ValueFound.class;
  }
}
