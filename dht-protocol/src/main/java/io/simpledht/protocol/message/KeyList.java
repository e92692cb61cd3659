package io.simpledht.protocol.message;

import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Some of the keys a node holds live values for.
 *
 * @param keys in order of their hashes, as many as fit
 * @param next where to go on; nothing after the last key
 */
public record KeyList(List<Held> keys, Optional<Id> next) implements Response {

  /** Bound of the list; the datagram's size is nearly always the tighter one. */
  public static final int MAX_KEYS = 255;

  public KeyList {
    keys = Limits.requireSize("keys", keys, 0, MAX_KEYS);
    Objects.requireNonNull(next, "next");
  }

  /**
   * A key and the size of its value.
   *
   * @param key the key
   * @param valueBytes length of its value
   */
  public record Held(Key key, int valueBytes) {
    public Held {
      Objects.requireNonNull(key, "key");
      Limits.requireRange("valueBytes", valueBytes, 0, Integer.MAX_VALUE);
    }
  }

  @Override
  public MessageType type() {
    return MessageType.KEY_LIST;
  }
}
