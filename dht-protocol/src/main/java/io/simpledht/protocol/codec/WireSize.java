package io.simpledht.protocol.codec;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.CodedSymbol;
import io.simpledht.protocol.message.KeyList;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Payload;
import io.simpledht.protocol.message.PeerList;

/**
 * Encoded sizes in bytes, by which a sender packs a message: its {@code ..._FIXED} bytes plus the
 * sizes of its elements must not exceed {@link MessageCodec#MAX_BODY_BYTES}. Where a fixed size
 * holds an optional field it counts it as present.
 */
public final class WireSize {

  /** {@code Store} without offers: shareBits, budgetMillis, count. */
  public static final int STORE_FIXED = 2 + 2 + 1;

  /** {@code Stored} without outcomes and missed replicas: both counts. */
  public static final int STORED_FIXED = 1 + 1;

  /** One {@code Stored.Outcome}. */
  public static final int OUTCOME = 1 + 2 + 2;

  /** One {@code Missed}. */
  public static final int MISSED = Id.BYTES + 1 + 1;

  /** {@code Page} without offers: part, more, count, next, both totals. */
  public static final int PAGE_FIXED = 1 + 1 + 1 + 1 + Id.BYTES + 8 + 8;

  /** {@code Items} without offers: answered, count. */
  public static final int ITEMS_FIXED = 1 + 1;

  /** {@code ValueFound} without offer and contacts: presence, count. */
  public static final int VALUE_FOUND_FIXED = 1 + 1;

  /** {@code KeyList} without keys: count, next. */
  public static final int KEY_LIST_FIXED = 1 + 1 + Id.BYTES;

  /** {@code PeerList} without peers: count, next. */
  public static final int PEER_LIST_FIXED = 1 + 1 + Id.BYTES;

  /** {@code Symbols} without symbols: state, items, first, count. */
  public static final int SYMBOLS_FIXED = 8 + 8 + 2 + 1;

  /** {@code Chunk} without data: offset, length. */
  public static final int CHUNK_FIXED = 4 + 2;

  /**
   * The largest offer. Every message that carries one offer has room for it, so an entry that
   * travelled once can travel in any message.
   */
  public static final int MAX_OFFER_BYTES = 1_100;

  /** The largest contact: one with an IPv6 address. */
  public static final int MAX_CONTACT_BYTES = Id.BYTES + 1 + 16 + 2;

  /** The largest coded symbol. */
  public static final int MAX_SYMBOL_BYTES = 8 + 8 + 10;

  // Flags, key length, version, expiry, value length.
  private static final int INLINE_OFFER_FIXED = 1 + 2 + Version.BYTES + 8 + 2;

  /**
   * The most bytes of key and value together that travel whole; see {@link #fitsInline(Key,
   * Bytes)}.
   */
  public static final int MAX_INLINE_CONTENT_BYTES = MAX_OFFER_BYTES - INLINE_OFFER_FIXED;

  static final int MIN_OFFER_BYTES = 1 + 2 + 1 + Version.BYTES;
  static final int MIN_CONTACT_BYTES = Id.BYTES + 1 + 4 + 2;
  static final int MIN_PEER_BYTES = MIN_CONTACT_BYTES + 4 + 4;
  static final int MIN_HELD_BYTES = 2 + 1 + 4;
  static final int MIN_SYMBOL_BYTES = 8 + 8 + 1;

  private static final int ANNOUNCEMENT = 4 + Id.BYTES;

  private WireSize() {}

  /** Bytes of an offer, at least 20. */
  public static int of(Offer offer) {
    int expiry = offer.expiresAtMillis() == Entry.NEVER ? 0 : 8;
    return 1 + of(offer.key()) + Version.BYTES + expiry + of(offer.payload());
  }

  /** Bytes of a contact: 39 with an IPv4 address, 51 with IPv6. */
  public static int of(Contact contact) {
    return Id.BYTES + of(contact.address());
  }

  /** Bytes of an element of a {@code KeyList}. */
  public static int of(KeyList.Held held) {
    return of(held.key()) + 4;
  }

  /** Bytes of an element of a {@code PeerList}. */
  public static int of(PeerList.Peer peer) {
    return of(peer.contact()) + 4 + 4;
  }

  /** Bytes of a coded symbol: 17 to {@value #MAX_SYMBOL_BYTES}, depending on its count. */
  public static int of(CodedSymbol symbol) {
    return 8 + 8 + varint(symbol.count());
  }

  /**
   * Whether a value travels inside messages. One that does not must be announced ({@link
   * Payload.Announced}) and pulled; with any key the announcement fits. The rule is the same for
   * values with and without expiry, and for client writes.
   */
  public static boolean fitsInline(Key key, Bytes value) {
    return key.length() + value.length() <= MAX_INLINE_CONTENT_BYTES;
  }

  /** Whether the entry's value travels inside messages; a tombstone always does. */
  public static boolean fitsInline(Entry entry) {
    return entry.contentBytes() <= MAX_INLINE_CONTENT_BYTES;
  }

  private static int of(Address address) {
    return 1 + (address.isV4() ? 4 : 16) + 2;
  }

  private static int of(Key key) {
    return 2 + key.length();
  }

  private static int of(Payload payload) {
    if (payload instanceof Payload.Inline inline) {
      return 2 + inline.value().length();
    }
    return payload instanceof Payload.Announced ? ANNOUNCEMENT : 0;
  }

  private static int varint(long value) {
    long zigzag = value << 1 ^ value >> 63;
    int bits = 64 - Long.numberOfLeadingZeros(zigzag | 1);
    return (bits + 6) / 7;
  }
}
