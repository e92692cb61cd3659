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
 * <p>One that is whole is nothing but the entry, because a node that joins takes millions of them.
 */
public final class Offer {

  private final Entry entry; // without the value if that is announced
  private final Payload.Announced announced; // null if the entry is whole

  private Offer(Entry entry, Payload.Announced announced) {
    this.entry = entry;
    this.announced = announced;
  }

  /**
   * An offer of its parts.
   *
   * @param key what it is stored under
   * @param version when it was written
   * @param expiresAtMillis wall milliseconds since 1970, or {@link Entry#NEVER}
   * @param payload the value or how to get it; absent in a tombstone
   */
  public static Offer of(Key key, Version version, long expiresAtMillis, Payload payload) {
    Objects.requireNonNull(payload, "payload");
    if (payload instanceof Payload.Inline inline) {
      return whole(Entry.value(key, inline.value(), version, expiresAtMillis));
    }
    Entry bare = Entry.tombstone(key, version, expiresAtMillis);
    return new Offer(bare, payload instanceof Payload.Announced announced ? announced : null);
  }

  /** The entry with its value in the message. */
  public static Offer whole(Entry entry) {
    return new Offer(Objects.requireNonNull(entry, "entry"), null);
  }

  /**
   * The description of an entry whose value must be pulled; {@code hash} is the value's SHA-256.
   */
  public static Offer announcing(Entry entry, Id hash) {
    Payload announced = new Payload.Announced(entry.valueBytes(), hash);
    return of(entry.key(), entry.version(), entry.expiresAtMillis(), announced);
  }

  /** What it is stored under. */
  public Key key() {
    return entry.key();
  }

  /** When it was written. */
  public Version version() {
    return entry.version();
  }

  /** Wall milliseconds since 1970, or {@link Entry#NEVER}. */
  public long expiresAtMillis() {
    return entry.expiresAtMillis();
  }

  /** The value or how to get it; absent in a tombstone. */
  public Payload payload() {
    return announced == null ? Payload.ofNullable(entry.value().orElse(null)) : announced;
  }

  /** How to get the value, where it did not come along. */
  public Optional<Payload.Announced> announced() {
    return Optional.ofNullable(announced);
  }

  /** The entry, or nothing if its value was only announced. */
  public Optional<Entry> entry() {
    return announced == null ? Optional.of(entry) : Optional.empty();
  }

  /** Bytes of the key and of the value, whether the value came along or was announced. */
  public int contentBytes() {
    return entry.contentBytes() + (announced == null ? 0 : announced.length());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Offer that
        && entry.equals(that.entry)
        && Objects.equals(announced, that.announced);
  }

  @Override
  public int hashCode() {
    return 31 * entry.hashCode() + Objects.hashCode(announced);
  }

  @Override
  public String toString() {
    return "Offer[key="
        + key()
        + ", version="
        + version()
        + ", expiresAtMillis="
        + expiresAtMillis()
        + ", payload="
        + payload()
        + "]";
  }
}
