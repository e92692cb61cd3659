package io.simpledht.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.message.CheckItems;
import io.simpledht.protocol.message.Chunk;
import io.simpledht.protocol.message.CodedSymbol;
import io.simpledht.protocol.message.Envelope;
import io.simpledht.protocol.message.FetchItems;
import io.simpledht.protocol.message.FindNode;
import io.simpledht.protocol.message.GetChunk;
import io.simpledht.protocol.message.GetResult;
import io.simpledht.protocol.message.GetSymbols;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.Items;
import io.simpledht.protocol.message.ItemsMissing;
import io.simpledht.protocol.message.KeyList;
import io.simpledht.protocol.message.Message;
import io.simpledht.protocol.message.Missed;
import io.simpledht.protocol.message.NodesFound;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Page;
import io.simpledht.protocol.message.Payload;
import io.simpledht.protocol.message.PeerList;
import io.simpledht.protocol.message.Put;
import io.simpledht.protocol.message.PutOutcome;
import io.simpledht.protocol.message.Store;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.protocol.message.Stored;
import io.simpledht.protocol.message.Symbols;
import io.simpledht.protocol.message.ValueFound;
import io.simpledht.protocol.testkit.RandomValues;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WireSizeTest {

  private static final int MAX_BODY = MessageCodec.MAX_BODY_BYTES;
  private static final Address V6 = Address.ofV6(-1, -1, 65_535);
  private static final Contact CONTACT = new Contact(Id.MAX, V6);
  private static final Missed MISSED = new Missed(Id.MAX, 255, StoreStatus.UNREACHABLE);
  private static final Version VERSION = new Version(-1, -1);

  private final RandomValues values = new RandomValues(4);

  @Test
  void shouldPredictOffers() {
    for (int i = 0; i < 5_000; i++) {
      Offer offer = values.offer();
      assertThat(body(new Store(0, 1, List.of(offer))))
          .isEqualTo(WireSize.STORE_FIXED + WireSize.of(offer));
      assertThat(body(new Items(1, List.of(offer))))
          .isEqualTo(WireSize.ITEMS_FIXED + WireSize.of(offer));
      assertThat(body(new Page(List.of(offer), Optional.of(Id.MAX), 0, 0)))
          .isEqualTo(WireSize.PAGE_FIXED + WireSize.of(offer));
    }
  }

  @Test
  void shouldPredictContactsPeersKeysAndSymbols() {
    for (int i = 0; i < 5_000; i++) {
      Contact contact = values.contact();
      assertThat(body(new ValueFound(Optional.empty(), List.of(contact))))
          .isEqualTo(WireSize.VALUE_FOUND_FIXED + WireSize.of(contact));
      PeerList.Peer peer = new PeerList.Peer(contact, 0, 0);
      assertThat(body(new PeerList(List.of(peer), Optional.of(Id.MAX))))
          .isEqualTo(WireSize.PEER_LIST_FIXED + WireSize.of(peer));
      KeyList.Held held = new KeyList.Held(values.key(Key.MAX_BYTES), 0);
      assertThat(body(new KeyList(List.of(held), Optional.of(Id.MAX))))
          .isEqualTo(WireSize.KEY_LIST_FIXED + WireSize.of(held));
      CodedSymbol symbol = new CodedSymbol(0, 0, values.word());
      assertThat(body(new Symbols(0, 0, 0, List.of(symbol))))
          .isEqualTo(WireSize.SYMBOLS_FIXED + WireSize.of(symbol));
    }
  }

  @Test
  void shouldKnowTheLargestSymbol() {
    assertThat(WireSize.of(new CodedSymbol(0, 0, Long.MIN_VALUE)))
        .isEqualTo(WireSize.MAX_SYMBOL_BYTES);
    assertThat(WireSize.of(new CodedSymbol(0, 0, 0))).isEqualTo(WireSize.MIN_SYMBOL_BYTES);
    assertThat(WireSize.of(CONTACT)).isEqualTo(WireSize.MAX_CONTACT_BYTES);
  }

  @Test
  void shouldHaveRoomForAnyAllowedOfferInEveryMessageThatCarriesOne() {
    Offer largest = offer(7, WireSize.MAX_INLINE_CONTENT_BYTES - 7);
    assertThat(WireSize.of(largest)).isEqualTo(WireSize.MAX_OFFER_BYTES);
    assertThat(WireSize.STORE_FIXED + WireSize.of(largest)).isLessThanOrEqualTo(MAX_BODY);
    assertThat(WireSize.PAGE_FIXED + WireSize.of(largest)).isLessThanOrEqualTo(MAX_BODY);
    assertThat(WireSize.ITEMS_FIXED + WireSize.of(largest)).isLessThanOrEqualTo(MAX_BODY);
    assertThat(WireSize.VALUE_FOUND_FIXED + WireSize.of(largest)).isLessThanOrEqualTo(MAX_BODY);
    assertThat(body(new GetResult(Optional.of(largest), 1))).isLessThanOrEqualTo(MAX_BODY);
    assertThat(body(put(largest))).isLessThanOrEqualTo(MAX_BODY);
  }

  @Test
  void shouldHaveRoomForAnyAnnouncement() {
    Key longest = Key.of(values.bytes(Key.MAX_BYTES));
    Offer announced = Offer.of(longest, VERSION, 1, new Payload.Announced(1, Id.MAX));
    assertThat(WireSize.of(announced)).isEqualTo(1_087).isLessThan(WireSize.MAX_OFFER_BYTES);
    assertThat(body(put(announced))).isLessThanOrEqualTo(MAX_BODY);
  }

  @Test
  void shouldAnnounceExactlyWhatDoesNotFitAnOffer() {
    for (int keyBytes : new int[] {1, 500, Key.MAX_BYTES}) {
      int most = WireSize.MAX_INLINE_CONTENT_BYTES - keyBytes;
      assertThat(fits(keyBytes, most)).isTrue();
      assertThat(fits(keyBytes, most + 1)).isFalse();
      assertThat(WireSize.of(offer(keyBytes, most))).isEqualTo(WireSize.MAX_OFFER_BYTES);
    }
  }

  @Test
  void shouldHaveRoomForTheLargestChunkAndNoLarger() {
    assertThat(body(new Chunk(0, values.bytes(GetChunk.MAX_LENGTH)))).isEqualTo(MAX_BODY);
    assertThat(WireSize.CHUNK_FIXED + GetChunk.MAX_LENGTH).isEqualTo(MAX_BODY);
  }

  @Test
  void shouldHaveRoomForTheAnswerToAnyBatch() {
    int most = (MAX_BODY - WireSize.STORE_FIXED) / WireSize.MIN_OFFER_BYTES;
    assertThat(Store.MAX_OFFERS).isEqualTo(most);
    Stored.Outcome outcome = new Stored.Outcome(StoreStatus.APPLIED, 1, 1);
    Stored stored =
        new Stored(
            Collections.nCopies(most, outcome), Collections.nCopies(Stored.MAX_MISSED, MISSED));
    assertThat(body(stored))
        .isEqualTo(
            WireSize.STORED_FIXED + most * WireSize.OUTCOME + Stored.MAX_MISSED * WireSize.MISSED)
        .isLessThanOrEqualTo(MAX_BODY);
  }

  @Test
  void shouldHaveRoomForEveryFullList() {
    List<Contact> contacts = Collections.nCopies(FindNode.MAX_COUNT, CONTACT);
    assertThat(body(new NodesFound(V6, contacts))).isLessThanOrEqualTo(MAX_BODY);
    List<Missed> missed = Collections.nCopies(Stored.MAX_MISSED, MISSED);
    assertThat(body(new PutOutcome(VERSION, 0, 1, false, missed))).isLessThanOrEqualTo(MAX_BODY);
    List<Long> items = Collections.nCopies(FetchItems.MAX_ITEMS, -1L);
    assertThat(body(new FetchItems(items))).isLessThanOrEqualTo(MAX_BODY);
    assertThat(body(new CheckItems(items))).isLessThanOrEqualTo(MAX_BODY);
    assertThat(body(new ItemsMissing(items))).isLessThanOrEqualTo(MAX_BODY);
    CodedSymbol small = new CodedSymbol(-1, -1, -64);
    List<CodedSymbol> symbols = Collections.nCopies(GetSymbols.MAX_COUNT, small);
    assertThat(body(new Symbols(-1, 1, 1, symbols))).isLessThanOrEqualTo(MAX_BODY);
  }

  private Offer offer(int keyBytes, int valueBytes) {
    Key key = Key.of(values.bytes(keyBytes));
    return Offer.of(key, VERSION, 1, new Payload.Inline(values.bytes(valueBytes)));
  }

  private boolean fits(int keyBytes, int valueBytes) {
    Key key = Key.of(values.bytes(keyBytes));
    Bytes value = values.bytes(valueBytes);
    Entry entry = Entry.value(key, value, VERSION, Entry.NEVER);
    boolean fits = WireSize.fitsInline(entry);
    assertThat(WireSize.fitsInline(key, value)).isEqualTo(fits);
    return fits;
  }

  private static Put put(Offer offer) {
    return new Put(offer.key(), offer.payload(), 1, WriteConcern.count(1), Put.MAX_DEADLINE_MILLIS);
  }

  private static int body(Message message) {
    Envelope envelope = new Envelope(new Header(0, Id.ZERO, false, 0), message);
    return Datagrams.encode(envelope).length - MessageCodec.HEADER_BYTES;
  }
}
