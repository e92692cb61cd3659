package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.replication.HybridClock;
import io.simpledht.node.replication.Replica;
import io.simpledht.node.replication.StoreService;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.node.testing.ScriptedPeer;
import io.simpledht.node.transfer.ValueTransfer;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.Envelope;
import io.simpledht.protocol.message.GetPage;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Page;
import io.simpledht.store.MemoryStore;
import io.simpledht.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Pages are copied as long as there are any, and the source is never kept waiting. */
class PagePullTest {

  private static final int ENTRIES = 40;
  private static final int PER_PAGE = 8;

  private final FakeWire wire = new FakeWire();
  private final FakeTransport host = wire.host(1);
  private final ScriptedPeer source = new ScriptedPeer(wire.host(2), Id.MAX);
  private final RpcEndpoint rpc = new RpcEndpoint(host, Id.ZERO, false, new SplittableRandom(1));
  private final Store store = new MemoryStore();
  private final Replica replica =
      new Replica(store, new HybridClock(wire.loop(), 0, Version.NONE), wire.loop(), 1 << 20);
  private final ValueTransfer transfer =
      new ValueTransfer(
          rpc, wire.loop(), (key, version) -> Optional.empty(), key -> List.of(), 1, 1);
  private final List<Entry> entries = entries();
  private final SplittableRandom random = new SplittableRandom(1);
  private Patience patience = Patience.ENDLESS;
  private double loss;
  private final List<PagePull.End> ends = new ArrayList<>();

  /** Each change of the store, as the number of requests that had been sent by then. */
  private final List<Integer> askedWhenTaken = new ArrayList<>();

  PagePullTest() {
    rpc.start(null, null, null);
    replica.addObserver((before, after) -> askedWhenTaken.add(requests()));
  }

  private static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      Key key = Key.of("key" + i);
      entries.add(Entry.value(key, Bytes.utf8("value"), Version.of(1, i, 1), Entry.NEVER));
    }
    entries.sort(Comparator.comparing(entry -> entry.key().id()));
    return entries;
  }

  private int requests() {
    return (int) wire.sent().stream().filter(s -> s.from().equals(host.localAddress())).count();
  }

  private void start() {
    PagePull.Listener listener =
        new PagePull.Listener() {
          @Override
          public void onProgress(long taken, long bytes, long expected, long expectedBytes) {}

          @Override
          public void onDone(PagePull.End how) {
            ends.add(how);
          }
        };
    SyncScope everything = SyncScope.nothing(); // of the range, which is all that matters here
    StoreService stores = new StoreService(replica, transfer);
    new PagePull(
            rpc, wire.loop(), stores, everything, List.of(source.contact()), patience, listener)
        .start();
  }

  /** Answers all that was asked since, as a source would. */
  private void serve() {
    wire.loop().run(Duration.ofMillis(1));
    List<Envelope> asked = List.copyOf(source.received());
    source.received().clear();
    for (Envelope request : asked) {
      for (Page page : pages((GetPage) request.message())) {
        if (random.nextDouble() >= loss) {
          source.answer(host.localAddress(), request, page);
        }
      }
    }
    wire.loop().run(Duration.ofMillis(1));
  }

  private List<Page> pages(GetPage request) {
    List<Page> pages = new ArrayList<>();
    Id from = request.from();
    while (pages.size() < request.parts()) {
      Page page = page(from, request, pages.size());
      pages.add(page);
      if (page.next().isEmpty()) {
        break;
      }
      from = page.next().get();
    }
    return pages;
  }

  private Page page(Id from, GetPage request, int part) {
    List<Entry> range =
        entries.stream()
            .filter(entry -> entry.key().id().compareTo(from) >= 0)
            .filter(entry -> entry.key().id().compareTo(request.to()) <= 0)
            .toList();
    List<Offer> offers = range.stream().limit(PER_PAGE).map(Offer::whole).toList();
    Optional<Id> next = range.stream().skip(PER_PAGE).findFirst().map(entry -> entry.key().id());
    boolean more = next.isPresent() && part + 1 < request.parts();
    return new Page(offers, next, ENTRIES, ENTRIES * 10, part, more);
  }

  @Test
  void shouldCopyAllAndSayOnceThatItDid() {
    start();
    for (int i = 0; i < ENTRIES; i++) {
      serve();
    }
    assertThat(store.values()).isEqualTo(ENTRIES);
    assertThat(ends).containsExactly(PagePull.End.COMPLETE);
  }

  /** The source works on the next page while this one is stored: neither waits for the other. */
  @Test
  void shouldAskForTheNextPageBeforeItTakesThisOne() {
    start();
    serve();
    assertThat(askedWhenTaken).hasSize(PER_PAGE).allMatch(requests -> requests > 1);
  }

  @Test
  void shouldAskOnceForSeveralPages() {
    start();
    for (int i = 0; i < ENTRIES; i++) {
      serve();
    }
    int pages = ENTRIES / PER_PAGE;
    assertThat(requests()).as("of %s pages, the first alone", pages).isLessThan(pages - 1);
  }

  @Test
  void shouldCopyAllWhateverIsLost() {
    loss = 0.4;
    start();
    for (int i = 0; i < 300; i++) {
      serve();
      wire.loop().run(Duration.ofMillis(100));
    }
    assertThat(store.values()).isEqualTo(ENTRIES);
    assertThat(ends).containsExactly(PagePull.End.COMPLETE);
  }

  @Test
  void shouldNotLetASlowSourceHoldItWhenAnotherCouldBeAsked() {
    patience = new Patience(1_000_000_000L, () -> true);
    start();
    serve();
    wire.loop().run(Duration.ofSeconds(1));
    assertThat(ends).containsExactly(PagePull.End.SLOW);
    assertThat(store.values()).as("what was gained is kept").isPositive();
  }

  @Test
  void shouldBearWithASlowSourceThatIsTheOnlyOne() {
    patience = new Patience(1_000_000_000L, () -> false);
    start();
    serve();
    wire.loop().run(Duration.ofMillis(1_100));
    assertThat(ends).isEmpty();
    for (int i = 0; i < ENTRIES; i++) {
      serve();
    }
    assertThat(ends).containsExactly(PagePull.End.COMPLETE);
  }
}
