package io.simpledht.protocol.codec;

import io.simpledht.protocol.message.CheckItems;
import io.simpledht.protocol.message.CodedSymbol;
import io.simpledht.protocol.message.FetchItems;
import io.simpledht.protocol.message.GetPage;
import io.simpledht.protocol.message.GetSymbols;
import io.simpledht.protocol.message.Items;
import io.simpledht.protocol.message.ItemsMissing;
import io.simpledht.protocol.message.Page;
import io.simpledht.protocol.message.Symbols;

/** Bodies of the messages by which two nodes make their stores equal. */
final class SyncBodies {

  private SyncBodies() {}

  static WireWriter write(WireWriter out, GetSymbols get) {
    return out.id(get.from()).id(get.to()).i64(get.state()).u16(get.first()).u8(get.count());
  }

  static GetSymbols readGetSymbols(WireReader in) throws MalformedMessageException {
    return new GetSymbols(in.id(), in.id(), in.i64(), in.u16(), in.u8());
  }

  static WireWriter write(WireWriter out, Symbols symbols) {
    out.i64(symbols.state()).i64(symbols.items()).u16(symbols.first());
    return out.list(symbols.symbols(), SyncBodies::writeSymbol);
  }

  static Symbols readSymbols(WireReader in) throws MalformedMessageException {
    return new Symbols(
        in.i64(),
        in.i64(),
        in.u16(),
        in.list(CodedSymbol[]::new, WireSize.MIN_SYMBOL_BYTES, SyncBodies::readSymbol));
  }

  private static WireWriter writeSymbol(WireWriter out, CodedSymbol symbol) {
    return out.i64(symbol.idSum()).i64(symbol.checkSum()).varint(symbol.count());
  }

  private static CodedSymbol readSymbol(WireReader in) throws MalformedMessageException {
    return new CodedSymbol(in.i64(), in.i64(), in.varint());
  }

  static WireWriter write(WireWriter out, FetchItems fetch) {
    return out.list(fetch.items(), WireWriter::i64);
  }

  static FetchItems readFetchItems(WireReader in) throws MalformedMessageException {
    return new FetchItems(in.list(Long[]::new, Long.BYTES, WireReader::i64));
  }

  static WireWriter write(WireWriter out, Items items) {
    return ValueForms.writeOffers(out.u8(items.answered()), items.offers());
  }

  static Items readItems(WireReader in) throws MalformedMessageException {
    return new Items(in.u8(), ValueForms.readOffers(in));
  }

  static WireWriter write(WireWriter out, CheckItems check) {
    return out.list(check.items(), WireWriter::i64);
  }

  static CheckItems readCheckItems(WireReader in) throws MalformedMessageException {
    return new CheckItems(in.list(Long[]::new, Long.BYTES, WireReader::i64));
  }

  static WireWriter write(WireWriter out, ItemsMissing missing) {
    return out.list(missing.items(), WireWriter::i64);
  }

  static ItemsMissing readItemsMissing(WireReader in) throws MalformedMessageException {
    return new ItemsMissing(in.list(Long[]::new, Long.BYTES, WireReader::i64));
  }

  static WireWriter write(WireWriter out, GetPage get) {
    return out.id(get.from()).id(get.to()).u8(get.parts());
  }

  static GetPage readGetPage(WireReader in) throws MalformedMessageException {
    return new GetPage(in.id(), in.id(), in.u8());
  }

  static WireWriter write(WireWriter out, Page page) {
    ValueForms.writeOffers(out, page.offers());
    return out.optional(page.next(), WireWriter::id)
        .i64(page.totalEntries())
        .i64(page.totalBytes())
        .u8(page.part())
        .bool(page.more());
  }

  static Page readPage(WireReader in) throws MalformedMessageException {
    return new Page(
        ValueForms.readOffers(in),
        in.optional(WireReader::id),
        in.i64(),
        in.i64(),
        in.u8(),
        in.bool());
  }
}
