package io.simpledht.protocol.message;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import java.util.Objects;
import java.util.Optional;

/**
 * An entry on its way: all of it, or, where the value is too large for a datagram, its description.
 *
 * @param key what it is stored under
 * @param version when it was written
 * @param expiresAtMillis wall milliseconds since 1970, or {@link Entry#NEVER}
 * @param payload the value or how to get it; absent in a tombstone
 */
public record Offer(Key key, Version version, long expiresAtMillis, Payload payload) {

  public Offer {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(payload, "payload");
    if (expiresAtMillis < 0) {
      throw new IllegalArgumentException(
          "expiresAtMillis must not be negative, was " + expiresAtMillis);
    }
  }

  /** The entry with its value in the message. */
  public static Offer whole(Entry entry) {
    Payload payload = entry.value().<Payload>map(Payload.Inline::new).orElse(Payload.ABSENT);
    return new Offer(entry.key(), entry.version(), entry.expiresAtMillis(), payload);
  }

  /**
   * The description of an entry whose value must be pulled; {@code hash} is the value's SHA-256.
   */
  public static Offer announcing(Entry entry, Id hash) {
    int length = entry.value().orElseThrow().length();
    return new Offer(
        entry.key(), entry.version(), entry.expiresAtMillis(), new Payload.Announced(length, hash));
  }

  /** The entry, or nothing if its value was only announced. */
  public Optional<Entry> entry() {
    if (payload instanceof Payload.Inline inline) {
      return Optional.of(Entry.value(key, inline.value(), version, expiresAtMillis));
    }
    return payload instanceof Payload.Absent
        ? Optional.of(Entry.tombstone(key, version, expiresAtMillis))
        : Optional.empty();
  }

  /** Bytes of the key and of the value, whether the value came along or was announced. */
  public int contentBytes() {
    return key.length() + payload.length();
  }
}
