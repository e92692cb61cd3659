package io.simpledht.protocol.codec;

import io.simpledht.protocol.message.Chunk;
import io.simpledht.protocol.message.GetChunk;
import io.simpledht.protocol.message.Store;
import io.simpledht.protocol.message.Stored;

/** Bodies of the messages that hand entries over and pull large values. */
final class StorageBodies {

  private StorageBodies() {}

  static WireWriter write(WireWriter out, Store store) {
    return ValueForms.writeOffers(
        out.u16(store.shareBits()).u16(store.budgetMillis()), store.offers());
  }

  static Store readStore(WireReader in) throws MalformedMessageException {
    return new Store(in.u16(), in.u16(), ValueForms.readOffers(in));
  }

  static WireWriter write(WireWriter out, Stored stored) {
    out.list(stored.outcomes(), StorageBodies::writeOutcome);
    return ValueForms.writeMissed(out, stored.missed());
  }

  static Stored readStored(WireReader in) throws MalformedMessageException {
    return new Stored(
        in.list(Stored.Outcome[]::new, WireSize.OUTCOME, StorageBodies::readOutcome),
        ValueForms.readMissed(in));
  }

  private static WireWriter writeOutcome(WireWriter out, Stored.Outcome outcome) {
    return out.code(outcome.status()).u16(outcome.confirmed()).u16(outcome.asked());
  }

  private static Stored.Outcome readOutcome(WireReader in) throws MalformedMessageException {
    return new Stored.Outcome(ValueForms.readStatus(in), in.u16(), in.u16());
  }

  static WireWriter write(WireWriter out, GetChunk get) {
    ValueForms.writeKey(out, get.key());
    ValueForms.writeVersion(out, get.version());
    return out.i32(get.offset()).u16(get.length());
  }

  static GetChunk readGetChunk(WireReader in) throws MalformedMessageException {
    return new GetChunk(ValueForms.readKey(in), ValueForms.readVersion(in), in.i32(), in.u16());
  }

  static WireWriter write(WireWriter out, Chunk chunk) {
    return out.i32(chunk.offset()).bytes(chunk.data());
  }

  static Chunk readChunk(WireReader in) throws MalformedMessageException {
    return new Chunk(in.i32(), in.bytes());
  }
}
