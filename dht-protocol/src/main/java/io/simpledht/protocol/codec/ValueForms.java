package io.simpledht.protocol.codec;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.Missed;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Payload;
import io.simpledht.protocol.message.StoreStatus;
import java.util.List;

/** The values that several messages carry. */
final class ValueForms {

  static final int ABSENT = 0;
  static final int INLINE = 1;
  static final int ANNOUNCED = 2;

  private static final int IPV4 = 4;
  private static final int IPV6 = 6;
  private static final int KIND_MASK = 0x03;
  private static final int EXPIRY_FLAG = 0x04;
  private static final StoreStatus[] STATUSES = StoreStatus.values();

  private ValueForms() {}

  static WireWriter writeAddress(WireWriter out, Address address) {
    if (address.isV4()) {
      out.u8(IPV4).i32((int) address.lowBits());
    } else {
      out.u8(IPV6).i64(address.highBits()).i64(address.lowBits());
    }
    return out.u16(address.port());
  }

  static Address readAddress(WireReader in) throws MalformedMessageException {
    return switch (in.u8()) {
      case IPV4 -> Address.ofV4(in.i32(), in.u16());
      case IPV6 -> Address.ofV6(in.i64(), in.i64(), in.u16());
      default -> throw MalformedMessageException.badValue("an address is neither IPv4 nor IPv6");
    };
  }

  static WireWriter writeContact(WireWriter out, Contact contact) {
    return writeAddress(out.id(contact.id()), contact.address());
  }

  static Contact readContact(WireReader in) throws MalformedMessageException {
    return new Contact(in.id(), readAddress(in));
  }

  static WireWriter writeContacts(WireWriter out, List<Contact> contacts) {
    return out.list(contacts, ValueForms::writeContact);
  }

  static List<Contact> readContacts(WireReader in) throws MalformedMessageException {
    return in.list(Contact[]::new, WireSize.MIN_CONTACT_BYTES, ValueForms::readContact);
  }

  static WireWriter writeKey(WireWriter out, Key key) {
    return out.bytes(key.bytes());
  }

  static Key readKey(WireReader in) throws MalformedMessageException {
    return Key.of(in.bytes());
  }

  static WireWriter writeVersion(WireWriter out, Version version) {
    return out.i64(version.clock()).i64(version.writer());
  }

  static Version readVersion(WireReader in) throws MalformedMessageException {
    return new Version(in.i64(), in.i64());
  }

  static WireWriter writeOffer(WireWriter out, Offer offer) {
    boolean expires = offer.expiresAtMillis() != Entry.NEVER;
    out.u8(kindOf(offer.payload()) | (expires ? EXPIRY_FLAG : 0));
    writeKey(out, offer.key());
    writeVersion(out, offer.version());
    if (expires) {
      out.i64(offer.expiresAtMillis());
    }
    return writePayload(out, offer.payload());
  }

  static Offer readOffer(WireReader in) throws MalformedMessageException {
    int flags = in.u8();
    if ((flags & ~(KIND_MASK | EXPIRY_FLAG)) != 0) {
      throw MalformedMessageException.badValue("an offer has unknown flags");
    }
    Key key = readKey(in);
    Version version = readVersion(in);
    long expiresAtMillis = (flags & EXPIRY_FLAG) != 0 ? in.i64() : Entry.NEVER;
    return Offer.of(key, version, expiresAtMillis, readPayload(in, flags & KIND_MASK));
  }

  static WireWriter writeOffers(WireWriter out, List<Offer> offers) {
    return out.list(offers, ValueForms::writeOffer);
  }

  static List<Offer> readOffers(WireReader in) throws MalformedMessageException {
    return in.list(Offer[]::new, WireSize.MIN_OFFER_BYTES, ValueForms::readOffer);
  }

  static int kindOf(Payload payload) {
    if (payload instanceof Payload.Inline) {
      return INLINE;
    }
    return payload instanceof Payload.Announced ? ANNOUNCED : ABSENT;
  }

  static WireWriter writePayload(WireWriter out, Payload payload) {
    if (payload instanceof Payload.Inline inline) {
      return out.bytes(inline.value());
    }
    return payload instanceof Payload.Announced announced
        ? out.i32(announced.length()).id(announced.hash())
        : out;
  }

  static Payload readPayload(WireReader in, int kind) throws MalformedMessageException {
    return switch (kind) {
      case ABSENT -> Payload.ABSENT;
      case INLINE -> new Payload.Inline(in.bytes());
      case ANNOUNCED -> new Payload.Announced(in.i32(), in.id());
      default -> throw MalformedMessageException.badValue("a payload is of unknown kind");
    };
  }

  static WireWriter writeMissed(WireWriter out, List<Missed> missed) {
    return out.list(missed, (o, m) -> o.id(m.node()).u8(m.entry()).code(m.reason()));
  }

  static List<Missed> readMissed(WireReader in) throws MalformedMessageException {
    return in.list(Missed[]::new, WireSize.MISSED, i -> new Missed(i.id(), i.u8(), readStatus(i)));
  }

  static StoreStatus readStatus(WireReader in) throws MalformedMessageException {
    return in.code(STATUSES);
  }
}
