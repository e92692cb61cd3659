package io.simpledht.protocol.codec;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.WriteConcern;
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
import io.simpledht.protocol.message.Missed;
import io.simpledht.protocol.message.NodesFound;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Page;
import io.simpledht.protocol.message.Payload;
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

/** The messages behind the test vectors of the specification, in its order. */
final class Vectors {

  /** One message and what the specification calls it. */
  record Vector(String name, Envelope envelope) {}

  private static final Id NODE = Id.ofWords(0x0001020304050607L, 0x08090A0B0C0D0E0FL, 1, 2);
  private static final Header REQUEST = new Header(0x1122334455667788L, NODE, false, 0);
  private static final Address V4 = Address.ofV4(0xC0000201, 5_000);
  private static final Address V6 = Address.ofV6(0x20010DB800000000L, 1, 5_001);
  private static final Contact CONTACT = new Contact(Id.MAX, V4);
  private static final Contact CONTACT_V6 = new Contact(NODE, V6);
  private static final Key KEY = Key.of("mykey");
  private static final Version VERSION = Version.of(1_767_225_600_000L, 3, 0x9F86D081884C7D65L);
  private static final Offer VALUE = offer("myvalue", Entry.NEVER);
  private static final Offer EXPIRING = offer("", 1_767_225_660_000L);
  private static final Offer TOMBSTONE = Offer.of(KEY, VERSION, 1_767_312_000_000L, Payload.ABSENT);
  private static final Payload ANNOUNCEMENT =
      new Payload.Announced(1_048_576, Id.hashOf(Bytes.utf8("abc")));
  private static final Offer ANNOUNCED = Offer.of(KEY, VERSION, Entry.NEVER, ANNOUNCEMENT);
  private static final Missed MISSED = new Missed(Id.MAX, 0, StoreStatus.UNREACHABLE);

  private final List<Vector> vectors = new ArrayList<>();

  private Vectors() {}

  static List<Vector> all() {
    Vectors all = new Vectors();
    all.addRouting();
    all.addStorage();
    all.addSync();
    all.addClient();
    return List.copyOf(all.vectors);
  }

  private void addRouting() {
    add("ping", new Ping());
    Header light = new Header(-1, Id.MAX, true, Header.MAX_ATTEMPT);
    vectors.add(new Vector("ping from a client, last attempt", new Envelope(light, new Ping())));
    add("pong", new Pong(V4, NodeState.READY, VERSION.clock()));
    add("pong to IPv6", new Pong(V6, NodeState.SYNCING, 0));
    add("find-node", new FindNode(NODE, 20));
    add("nodes-found", new NodesFound(V4, List.of(CONTACT, CONTACT_V6)));
    add("find-value", new FindValue(KEY));
    add("value-found", new ValueFound(Optional.of(VALUE), List.of(CONTACT)));
    add("value-found, nothing", new ValueFound(Optional.empty(), List.of(CONTACT_V6)));
    add("leave", new Leave());
    add("left", new Left());
    add("working", new Working());
    add("refused", new Refused(Refused.Reason.OVERLOADED));
  }

  private void addStorage() {
    add("store", new Store(4, 2_000, List.of(VALUE, EXPIRING, TOMBSTONE)));
    add(
        "store, announced and for the receiver alone",
        new Store(Store.RECEIVER_ONLY, 500, List.of(ANNOUNCED)));
    List<Stored.Outcome> outcomes =
        List.of(
            new Stored.Outcome(StoreStatus.APPLIED, 299, 300),
            new Stored.Outcome(StoreStatus.STALE, 300, 300));
    add("stored", new Stored(outcomes, List.of(MISSED)));
    add("get-chunk", new GetChunk(KEY, VERSION, 1_146, GetChunk.MAX_LENGTH));
    add("chunk", new Chunk(1_146, Bytes.utf8("piece")));
    add("chunk of a value that is gone", new Chunk(0, Bytes.EMPTY));
  }

  private void addSync() {
    add("get-symbols", new GetSymbols(Id.ZERO, Id.MAX, 0x0123456789ABCDEFL, 0, 32));
    List<CodedSymbol> symbols =
        List.of(
            new CodedSymbol(0x0102030405060708L, -2, 100_000),
            new CodedSymbol(0, 0, 0),
            new CodedSymbol(-1, 1, -1),
            new CodedSymbol(1, 1, Long.MIN_VALUE));
    add("symbols", new Symbols(0x0123456789ABCDEFL, 100_000, 32, symbols));
    add("fetch-items", new FetchItems(List.of(1L, -1L)));
    add("items", new Items(2, List.of(VALUE)));
    add("get-page", new GetPage(NODE, Id.MAX, 4));
    add("page", new Page(List.of(VALUE, ANNOUNCED), Optional.of(NODE), 100_000, 20_000_000));
    add("page, a part", new Page(List.of(VALUE), Optional.of(NODE), 100_000, 20_000_000, 2, true));
    add("last page", new Page(List.of(), Optional.empty(), 0, 0));
    add("check-items", new CheckItems(List.of(1L, -1L)));
    add("items-missing", new ItemsMissing(List.of(-1L)));
  }

  private void addClient() {
    add("get", new Get(KEY, new ReadConcern(2)));
    add("get-result", new GetResult(Optional.of(VALUE), 2));
    add("get-result, nothing", new GetResult(Optional.empty(), 300));
    Payload value = new Payload.Inline(Bytes.utf8("myvalue"));
    add("put", new Put(KEY, value, 60_000, WriteConcern.count(3), 5_000));
    add("put that deletes", new Put(KEY, Payload.ABSENT, 0, WriteConcern.ALL, 5_000));
    add("put of a large value", new Put(KEY, ANNOUNCEMENT, 0, WriteConcern.MAJORITY, 600_000));
    add("put-outcome", new PutOutcome(VERSION, 2, 3, true, List.of(MISSED)));
    add("get-info", new GetInfo());
    TransportStats traffic = new TransportStats(1, 2, 3, 4, 5);
    add("info", new Info(NodeState.READY, V4, 0, 2, 3, 100, 4, 5_000, 60_000, 6, traffic));
    add("list-peers", new ListPeers(Id.ZERO));
    PeerList.Peer peer = new PeerList.Peer(CONTACT, 1_500, 250);
    add("peer-list", new PeerList(List.of(peer), Optional.of(Id.MAX)));
    add("list-keys", new ListKeys(NODE));
    add("key-list", new KeyList(List.of(new KeyList.Held(KEY, 7)), Optional.empty()));
  }

  private static Offer offer(String value, long expiresAtMillis) {
    return Offer.of(KEY, VERSION, expiresAtMillis, new Payload.Inline(Bytes.utf8(value)));
  }

  private void add(String name, Message message) {
    vectors.add(new Vector(name, new Envelope(REQUEST, message)));
  }
}
