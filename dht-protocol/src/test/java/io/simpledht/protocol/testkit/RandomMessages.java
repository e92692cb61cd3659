package io.simpledht.protocol.testkit;

import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.codec.WireSize;
import io.simpledht.protocol.message.CheckItems;
import io.simpledht.protocol.message.Chunk;
import io.simpledht.protocol.message.CodedSymbol;
import io.simpledht.protocol.message.Envelope;
import io.simpledht.protocol.message.FetchItems;
import io.simpledht.protocol.message.FindNode;
import io.simpledht.protocol.message.FindValue;
import io.simpledht.protocol.message.Get;
import io.simpledht.protocol.message.GetChunk;
import io.simpledht.protocol.message.GetInfo;
import io.simpledht.protocol.message.GetPage;
import io.simpledht.protocol.message.GetResult;
import io.simpledht.protocol.message.GetSymbols;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.Info;
import io.simpledht.protocol.message.Items;
import io.simpledht.protocol.message.ItemsMissing;
import io.simpledht.protocol.message.KeyList;
import io.simpledht.protocol.message.Leave;
import io.simpledht.protocol.message.Left;
import io.simpledht.protocol.message.ListKeys;
import io.simpledht.protocol.message.ListPeers;
import io.simpledht.protocol.message.Message;
import io.simpledht.protocol.message.MessageType;
import io.simpledht.protocol.message.Missed;
import io.simpledht.protocol.message.NodesFound;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Page;
import io.simpledht.protocol.message.Part;
import io.simpledht.protocol.message.PeerList;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Pong;
import io.simpledht.protocol.message.Put;
import io.simpledht.protocol.message.PutOutcome;
import io.simpledht.protocol.message.Refused;
import io.simpledht.protocol.message.Store;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.protocol.message.Stored;
import io.simpledht.protocol.message.Symbols;
import io.simpledht.protocol.message.ValueFound;
import io.simpledht.protocol.message.Working;
import io.simpledht.protocol.transport.TransportStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Random messages of every type, each small enough for one datagram and some filling it. */
public final class RandomMessages {

  private static final int MAX_BODY = MessageCodec.MAX_BODY_BYTES;

  private final RandomValues values;

  /** Equal seeds yield equal messages in equal order. */
  public RandomMessages(long seed) {
    this.values = new RandomValues(seed);
  }

  /** The generator of the values inside. */
  public RandomValues values() {
    return values;
  }

  /** Any header with any message. */
  public Envelope envelope() {
    return new Envelope(header(), message());
  }

  /** Any header. */
  public Header header() {
    int attempt = values.number(0, Header.MAX_ATTEMPT);
    return new Header(values.word(), values.id(), values.coin(), attempt);
  }

  /** A message of any type. */
  public Message message() {
    return message(values.oneOf(MessageType.values()));
  }

  /** A message of one type. */
  public Message message(MessageType type) {
    return switch (type) {
      case PING -> new Ping();
      case PONG -> new Pong(values.address(), values.state(), values.version().clock());
      case FIND_NODE -> new FindNode(values.id(), values.number(1, FindNode.MAX_COUNT));
      case NODES_FOUND -> nodesFound();
      case FIND_VALUE -> new FindValue(key());
      case VALUE_FOUND -> valueFound();
      case STORE -> store();
      case STORED -> stored();
      case LEAVE -> new Leave();
      case LEFT -> new Left();
      case GET_SYMBOLS -> getSymbols();
      case SYMBOLS -> symbols();
      case FETCH_ITEMS -> fetchItems();
      case ITEMS -> items();
      case GET_PAGE -> getPage();
      case PAGE -> page();
      case GET_CHUNK -> getChunk();
      case CHUNK -> chunk();
      case CHECK_ITEMS -> new CheckItems(list(1, CheckItems.MAX_ITEMS, values::word));
      case ITEMS_MISSING -> new ItemsMissing(list(0, CheckItems.MAX_ITEMS, values::word));
      case GET -> new Get(key(), new ReadConcern(values.number(1, ReadConcern.MAX_REPLIES)));
      case GET_RESULT -> getResult();
      case PUT -> put();
      case PUT_OUTCOME -> putOutcome();
      case GET_INFO -> new GetInfo();
      case INFO -> info();
      case LIST_PEERS -> new ListPeers(values.id());
      case PEER_LIST -> peerList();
      case LIST_KEYS -> new ListKeys(values.id());
      case KEY_LIST -> keyList();
      case WORKING -> new Working();
      case REFUSED -> new Refused(values.oneOf(Refused.Reason.values()));
    };
  }

  private Key key() {
    return values.key(Key.MAX_BYTES);
  }

  private NodesFound nodesFound() {
    return new NodesFound(values.address(), list(0, FindNode.MAX_COUNT, values::contact));
  }

  private ValueFound valueFound() {
    Optional<Offer> found = values.maybe(values.offer());
    int room = MAX_BODY - WireSize.VALUE_FOUND_FIXED - found.map(WireSize::of).orElse(0);
    int most = Math.min(FindNode.MAX_COUNT, room / WireSize.MAX_CONTACT_BYTES);
    return new ValueFound(found, list(0, most, values::contact));
  }

  private Store store() {
    int shareBits = values.number(0, Store.RECEIVER_ONLY);
    int budget = values.number(1, Store.MAX_BUDGET_MILLIS);
    List<Offer> offers = new ArrayList<>();
    offers.add(values.offer());
    int room = MAX_BODY - WireSize.STORE_FIXED - WireSize.of(offers.get(0));
    offers.addAll(offers(values.number(0, Store.MAX_OFFERS - 1), room));
    return new Store(shareBits, budget, offers);
  }

  private Stored stored() {
    return new Stored(
        list(1, Store.MAX_OFFERS, this::outcome), list(0, Stored.MAX_MISSED, this::missed));
  }

  private Stored.Outcome outcome() {
    int asked = values.number(1, 65_535);
    return new Stored.Outcome(values.status(), values.number(0, asked), asked);
  }

  private Missed missed() {
    StoreStatus status = values.status();
    return new Missed(
        values.id(),
        values.number(0, 255),
        status.ordinal() < StoreStatus.STALE.ordinal() ? StoreStatus.UNREACHABLE : status);
  }

  private GetSymbols getSymbols() {
    GetPage range = getPage();
    int first = values.number(0, GetSymbols.MAX_INDEX);
    int count = values.number(1, GetSymbols.MAX_COUNT);
    return new GetSymbols(range.from(), range.to(), values.word(), first, count);
  }

  private Symbols symbols() {
    int first = values.number(0, GetSymbols.MAX_INDEX);
    int room = MAX_BODY - WireSize.SYMBOLS_FIXED - WireSize.MAX_SYMBOL_BYTES;
    List<CodedSymbol> symbols = new ArrayList<>();
    symbols.add(symbol());
    symbols.addAll(pack(GetSymbols.MAX_COUNT - 1, room, left -> symbol(), WireSize::of));
    return new Symbols(values.word(), values.count(), first, symbols);
  }

  private CodedSymbol symbol() {
    return new CodedSymbol(values.word(), values.word(), values.word());
  }

  private FetchItems fetchItems() {
    return new FetchItems(list(1, FetchItems.MAX_ITEMS, values::word));
  }

  private Items items() {
    int answered = values.number(1, FetchItems.MAX_ITEMS);
    int most = Math.min(answered, Store.MAX_OFFERS);
    return new Items(answered, offers(most, MAX_BODY - WireSize.ITEMS_FIXED));
  }

  private GetPage getPage() {
    Id one = values.id();
    Id other = values.id();
    int parts = values.number(1, Part.MAX_PARTS);
    return one.compareTo(other) <= 0
        ? new GetPage(one, other, parts)
        : new GetPage(other, one, parts);
  }

  private Page page() {
    List<Offer> offers = offers(Store.MAX_OFFERS, MAX_BODY - WireSize.PAGE_FIXED);
    Optional<Id> next = values.maybe(values.id());
    int part = offers.isEmpty() ? 0 : values.number(0, Part.MAX_PARTS - 1);
    boolean more = next.isPresent() && values.number(0, 1) == 1;
    return new Page(offers, next, values.count(), values.count(), part, more);
  }

  private GetChunk getChunk() {
    int offset = values.number(0, Integer.MAX_VALUE);
    int length = values.number(1, GetChunk.MAX_LENGTH);
    return new GetChunk(key(), values.version(), offset, length);
  }

  private Chunk chunk() {
    int length = values.number(0, GetChunk.MAX_LENGTH);
    return new Chunk(values.number(0, Integer.MAX_VALUE), values.bytes(length));
  }

  private GetResult getResult() {
    return new GetResult(values.maybe(values.offer()), values.number(0, 65_535));
  }

  private Put put() {
    Offer offer = values.offer();
    int deadline = values.number(1, Put.MAX_DEADLINE_MILLIS);
    return new Put(offer.key(), offer.payload(), values.count(), values.writeConcern(), deadline);
  }

  private PutOutcome putOutcome() {
    int asked = values.number(1, 65_535);
    List<Missed> missed = list(0, Stored.MAX_MISSED, this::missed);
    return new PutOutcome(values.version(), values.number(0, asked), asked, values.coin(), missed);
  }

  private Info info() {
    return new Info(
        values.state(),
        values.address(),
        values.number(0, 255),
        values.number(0, Integer.MAX_VALUE),
        values.word(),
        values.word(),
        values.word(),
        values.word(),
        values.word(),
        values.word(),
        new TransportStats(
            values.word(), values.word(), values.word(), values.word(), values.word()));
  }

  private PeerList peerList() {
    int room = MAX_BODY - WireSize.PEER_LIST_FIXED;
    List<PeerList.Peer> peers = pack(FindNode.MAX_COUNT, room, left -> peer(), WireSize::of);
    return new PeerList(peers, values.maybe(values.id()));
  }

  private PeerList.Peer peer() {
    int lastSeen = values.number(0, Integer.MAX_VALUE);
    return new PeerList.Peer(values.contact(), lastSeen, values.number(0, Integer.MAX_VALUE));
  }

  private KeyList keyList() {
    int room = MAX_BODY - WireSize.KEY_LIST_FIXED;
    List<KeyList.Held> keys = pack(KeyList.MAX_KEYS, room, left -> held(), WireSize::of);
    return new KeyList(keys, values.maybe(values.id()));
  }

  private KeyList.Held held() {
    return new KeyList.Held(key(), values.number(0, Integer.MAX_VALUE));
  }

  private List<Offer> offers(int most, int room) {
    boolean small = values.coin();
    int largest = small ? 24 : WireSize.MAX_OFFER_BYTES;
    return pack(
        most, room, left -> values.offer(Math.max(20, Math.min(left, largest))), WireSize::of);
  }

  private <T> List<T> list(int min, int max, Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int left = values.number(min, max); left > 0; left--) {
      list.add(element.get());
    }
    return list;
  }

  /** Adds elements, each told the room that is left, until one does not fit. */
  private static <T> List<T> pack(
      int most, int room, IntFunction<T> element, ToIntFunction<T> size) {
    List<T> packed = new ArrayList<>();
    for (int left = room; packed.size() < most; ) {
      T next = element.apply(left);
      left -= size.applyAsInt(next);
      if (left < 0) {
        break;
      }
      packed.add(next);
    }
    return packed;
  }
}
