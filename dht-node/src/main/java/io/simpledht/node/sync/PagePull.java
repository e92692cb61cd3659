package io.simpledht.node.sync;

import io.simpledht.node.replication.StoreService;
import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RarePath;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.transfer.CongestionWindow;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.message.GetPage;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Page;
import io.simpledht.protocol.message.Part;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Copies everything its sources hold, in pages of key-hash order. The first page tells how much
 * there is; the id space is then cut into segments that are walked side by side, each with one
 * request outstanding, from all sources in turn. A request is answered by several pages, because on
 * a fast way asking costs as much as being answered. How many pages may be under way follows a
 * congestion window; what a dead source leaves behind goes on at another one from the page where it
 * stopped.
 */
final class PagePull {

  /** Hears how far the copy has come, and how it ended. */
  interface Listener {
    /** Another page was merged. */
    void onProgress(long entries, long bytes, long expectedEntries, long expectedBytes);

    /** It is over. */
    void onDone(End how);
  }

  /** How a copy ended. */
  enum End {
    /** All pages were merged. */
    COMPLETE,
    /** No source is left. */
    NO_SOURCE,
    /** The sources are too slow, and somebody else could be asked. */
    SLOW,
    /** This node's store takes no more. */
    FULL
  }

  private static final int MIN_WINDOW = 16;
  private static final int INITIAL_WINDOW = 32;

  /** Pages in flight from one source; more overrun a receiver's default socket buffer. */
  private static final int MAX_WINDOW_PER_SOURCE = 64;

  /** Pages that answer one request: with more, the loss of one would hold up more of them. */
  private static final int PAGES_PER_REQUEST = Part.MAX_PARTS;

  /** Pages of a segment that are lost more often in a row than this are a sign of congestion. */
  private static final int HARMLESS_LOSSES = 2;

  /** A segment holds about this many pages. */
  private static final int PAGES_PER_SEGMENT = 16;

  private static final int PAGE_BYTES = 1_000;
  private static final int MAX_SEGMENT_BITS = 10;

  /** A page whose large values could not be pulled is asked for again this many times. */
  private static final int MAX_REPEATS = 5;

  /**
   * A page to be taken.
   *
   * @param range what it covers
   */
  private record Arrival(Source source, Segment range, Page page) {}

  private static final class Source {
    private final Contact contact;
    private long heardNanos;
    private int open; // pages asked of it

    Source(Contact contact) {
      this.contact = contact;
    }
  }

  private final RpcEndpoint rpc;
  private final EventLoop loop;
  private final StoreService stores;
  private final SyncScope scope;
  private final Patience patience;
  private final Listener listener;
  private final List<Source> sources = new ArrayList<>();
  private final Deque<Segment> waiting = new ArrayDeque<>();
  private final Deque<Arrival> arrived = new ArrayDeque<>();

  /** Whose large values found no room: they go on when others have been finished. */
  private final Deque<Segment> blocked = new ArrayDeque<>(0);

  private final CongestionWindow window;
  private int open; // pages asked for, or taking their time to be taken
  private int turn;
  private Cancellable watch = Cancellable.NONE;
  private boolean segmented;
  private boolean turnPlanned;
  private boolean over;
  private long entries;
  private long bytes;
  private long pagesSeen;
  private long entriesSeen;
  private long expectedEntries;
  private long expectedBytes;

  PagePull(
      RpcEndpoint rpc,
      EventLoop loop,
      StoreService stores,
      SyncScope scope,
      List<Contact> sources,
      Patience patience,
      Listener listener) {
    this.rpc = rpc;
    this.loop = loop;
    this.stores = stores;
    this.scope = scope;
    this.patience = patience;
    this.listener = listener;
    sources.forEach(contact -> this.sources.add(new Source(contact)));
    int max = MAX_WINDOW_PER_SOURCE * Math.max(1, sources.size());
    this.window = new CongestionWindow(MIN_WINDOW, INITIAL_WINDOW, max);
  }

  void start() {
    waiting.add(new Segment(scope.from(), scope.to()));
    ask();
    watch();
  }

  void cancel() {
    over = true;
    watch.cancel();
  }

  /** Large values take their time, and have a watch of their own. */
  private void watch() {
    long before = pagesSeen;
    watch =
        loop.schedule(
            patience.nanos(),
            () -> {
              if (stores.openChunks() == 0 && patience.isExhaustedBy(pagesSeen - before)) {
                finish(End.SLOW);
              } else {
                watch();
              }
            });
  }

  private void planTurn() {
    if (!turnPlanned) {
      turnPlanned = true;
      loop.execute(this::turn);
    }
  }

  /**
   * Deals at once with all the pages that arrived in one turn of the loop: a source that is woken
   * for each request spends more time waking than serving. Asks for those that follow before it
   * takes these, so that the sources are at work meanwhile.
   */
  private void turn() {
    turnPlanned = false;
    ask();
    while (!over && !arrived.isEmpty()) {
      take(arrived.poll());
    }
    if (!over && open == 0 && waiting.isEmpty()) {
      if (blocked.isEmpty()) {
        finish(End.COMPLETE);
      } else {
        unblock();
      }
    }
  }

  private void ask() {
    while (!over && !waiting.isEmpty()) {
      int pages = Math.min(pagesToAsk(waiting.peek()), room());
      if (open > 0 && open + pages > room()) {
        return;
      }
      if (sources.isEmpty()) {
        finish(End.NO_SOURCE);
        return;
      }
      Source source = nextSource(pages);
      if (source == null) {
        return;
      }
      ask(source, waiting.poll(), pages);
    }
  }

  /** Each in turn that has not used up its share of the window: a slow one must not fill it. */
  private Source nextSource(int pages) {
    int share = Math.max(pages, room() / sources.size());
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(turn++ % sources.size());
      if (source.open + pages <= share) {
        return source;
      }
    }
    return null;
  }

  /** No more than the segment is likely to hold: their places in the window would be empty. */
  private int pagesToAsk(Segment segment) {
    if (!segmented) {
      return 1;
    }
    double likely = segment.share() * expectedEntries * pagesSeen / Math.max(1, entriesSeen);
    int held = segment.pages() > 0 ? segment.pages() : (int) Math.ceil(likely);
    return Math.max(1, Math.min(PAGES_PER_REQUEST, held));
  }

  /** Pages and chunks share the window; one page is always under way, or nothing would go on. */
  private int room() {
    return Math.max(1, window.size() - stores.openChunks());
  }

  private void finish(End how) {
    cancel();
    listener.onDone(how);
  }

  private void ask(Source source, Segment segment, int pages) {
    open += pages;
    source.open += pages;
    Questioning questioning = new Questioning(source, new PageRun(segment, pages));
    GetPage question = new GetPage(segment.from(), segment.to(), pages);
    questioning.call = rpc.call(source.contact, question, CallPolicy.NORMAL, questioning);
  }

  /** One request and what comes of it. */
  private final class Questioning implements CallListener<Page> {
    private final Source source;
    private final PageRun run;
    private final long asked = loop.nanoTime();
    private Cancellable call;

    Questioning(Source source, PageRun run) {
      this.source = source;
      this.run = run;
    }

    @Override
    public void onPart(Contact from, Page page) {
      takes(from, page);
    }

    @Override
    public void onReply(Contact from, Page page) {
      if (takes(from, page)) {
        end(segmented ? run.rest() : cut(run.rest()));
      }
    }

    private boolean takes(Contact from, Page page) {
      source.heardNanos = loop.nanoTime();
      window.onAnswered(rpc.roundTripNanos(from.address()));
      planTurn();
      boolean plausible = run.admits(page);
      if (plausible) {
        open--;
        source.open--;
        run.add(page);
        onPage(source, run, page);
      } else {
        call.cancel();
        sources.remove(source);
        end(List.of(run.asked()));
      }
      return plausible;
    }

    @Override
    public void onStalled() {
      window.onLoss(loop.nanoTime());
    }

    @Override
    public boolean heardSince(long nanos) {
      return source.heardNanos > nanos;
    }

    @Override
    public void onFailed(CallFailure failure) {
      rpc.counters().took(RarePath.PAGE_RESUMED);
      if (failure.kind() == CallFailure.Kind.INCOMPLETE) {
        onIncomplete();
      } else {
        boolean deadSource = !failure.isSilence() || source.heardNanos <= asked;
        if (deadSource) {
          sources.remove(source);
        }
        end(List.of(run.asked()));
      }
      planTurn();
    }

    private void onIncomplete() {
      if (run.asked().losses() >= HARMLESS_LOSSES) {
        window.onLoss(loop.nanoTime());
      }
      end(run.rest());
    }

    /** No more of it will come: the places of the pages that did not are free. */
    private void end(List<Segment> rest) {
      open -= run.awaited();
      source.open -= run.awaited();
      goOn(rest);
    }
  }

  private void unblock() {
    if (!blocked.isEmpty()) {
      waiting.addAll(blocked);
      blocked.clear();
      planTurn();
    }
  }

  private void onPage(Source source, PageRun run, Page page) {
    expectedEntries = Math.max(expectedEntries, page.totalEntries());
    expectedBytes = Math.max(expectedBytes, page.totalBytes());
    pagesSeen++;
    entriesSeen += page.offers().size();
    if (!page.offers().isEmpty()) {
      arrived.add(new Arrival(source, run.rangeOf(page), page));
    }
  }

  /** What was begun comes before the rest, in order. */
  private void goOn(List<Segment> rest) {
    for (int i = rest.size() - 1; i >= 0; i--) {
      waiting.addFirst(rest.get(i));
    }
  }

  private void take(Arrival arrival) {
    open++;
    stores.take(
        arrival.source.contact.address(),
        arrival.page.offers(),
        statuses -> onTaken(arrival, statuses));
  }

  private void onTaken(Arrival arrival, List<StoreStatus> statuses) {
    open--;
    if (over) {
      return;
    }
    if (statuses.contains(StoreStatus.STORE_FULL) || statuses.contains(StoreStatus.STORAGE_ERROR)) {
      finish(End.FULL);
      return;
    }
    boolean incomplete =
        statuses.contains(StoreStatus.OVERLOADED) || statuses.contains(StoreStatus.TRANSFER_FAILED);
    if (incomplete && arrival.range.repeats() < MAX_REPEATS) {
      blocked.add(arrival.range.again());
    } else {
      count(arrival.page.offers());
      unblock();
    }
    planTurn();
  }

  private void count(List<Offer> offers) {
    for (Offer offer : offers) {
      entries++;
      bytes += offer.contentBytes();
    }
    listener.onProgress(entries, bytes, expectedEntries, expectedBytes);
  }

  /** Splits what lies beyond the first page into segments worth walking side by side. */
  private List<Segment> cut(List<Segment> rest) {
    segmented = true;
    long pages = expectedBytes / PAGE_BYTES + expectedEntries / PAGES_PER_SEGMENT;
    int bits = 64 - Long.numberOfLeadingZeros(pages / PAGES_PER_SEGMENT);
    bits = Math.min(MAX_SEGMENT_BITS, bits);
    List<Segment> segments = new ArrayList<>();
    for (Segment part : rest) {
      for (int i = 0; i < 1 << bits; i++) {
        Id start = Id.ofWords((long) i << 64 - bits, 0, 0, 0);
        Id end = start.withTail(bits, Id.MAX);
        Id from = start.compareTo(part.from()) < 0 ? part.from() : start;
        Id to = end.compareTo(part.to()) > 0 ? part.to() : end;
        if (from.compareTo(to) <= 0) {
          segments.add(new Segment(from, to));
        }
      }
    }
    return segments;
  }
}
