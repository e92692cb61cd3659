package io.simpledht.node.sync;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.transfer.CongestionWindow;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.message.GetSymbols;
import io.simpledht.protocol.message.Symbols;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One comparison of our set with a partner's. Equal sets are recognised in one exchange. Otherwise
 * coded symbols are asked for until the difference is decoded: what only the partner holds is
 * fetched, what only we hold is pushed. An empty joiner copies pages first and then compares again,
 * and so does who gets no result, be it that the difference is too large for a sketch or that the
 * entries were chosen to spoil it. We drive; the partner answers each question without remembering
 * us.
 */
final class SyncSession {

  /** How a comparison ended. */
  enum End {
    /** Nothing differed, or nothing that had to be exchanged. */
    EQUAL,
    /** Everything that differed was exchanged. */
    RECONCILED,
    /** As {@link #RECONCILED}, but for entries that one side refused for good. */
    REFUSED,
    /** The partner lacks nearly everything: it copies from us when it compares. */
    LEFT_TO_PARTNER,
    /** This node's store is full: it lacks what the partner holds. */
    FULL,
    /** The partner fell silent, or kept changing faster than we could follow. */
    FAILED
  }

  /** Hears of progress, and of the end once. */
  interface Listener {
    void onProgress(
        long entries, long expectedEntries, long bytes, long expectedBytes, boolean finished);

    void onEnd(End end);
  }

  /** The partner's set changed while we asked for its symbols: so often we begin again. */
  private static final int MAX_RESTARTS = 4;

  /** Symbols asked for in the first exchange at least, and one more for so many items. */
  private static final int MIN_FIRST_SYMBOLS = 12;

  private static final int ITEMS_PER_FIRST_SYMBOL = 8;

  /** Rounds of symbols while the difference is small double their number; later ones add half. */
  private static final int DOUBLE_BELOW = 512;

  private final SyncContext context;
  private final SyncScope scope;
  private final List<Contact> sources;
  private final Contact partner;
  private final boolean thorough;
  private final Listener listener;
  private final TreeMap<Integer, Symbols> early = new TreeMap<>();
  private final CongestionWindow window = new CongestionWindow(16, 32, 64);
  private SetSummary.Snapshot ours;
  private SketchDecoder decoder;
  private long theirState;
  private int fed;
  private int requested;
  private int wanted; // symbols to have before deciding how many more
  private int open;
  private int generation; // replies to requests of an earlier one are ignored
  private int restarts;
  private boolean copied;
  private long expected; // entries of the largest source
  private boolean over;
  private PagePull pages;
  private ItemExchange exchange;

  /**
   * @param scope what to compare
   * @param sources who to copy from; the first is who we compare with
   * @param thorough whether we must have all the partner holds even if that is little
   */
  SyncSession(
      SyncContext context,
      SyncScope scope,
      List<Contact> sources,
      boolean thorough,
      Listener listener) {
    this.context = context;
    this.scope = scope;
    this.sources = sources;
    this.partner = sources.get(0);
    this.thorough = thorough;
    this.listener = listener;
  }

  void start() {
    generation++;
    Optional<SetSummary.Snapshot> snapshot =
        context.summary().snapshot(scope.from(), scope.to(), context.shared().heldByBoth(partner));
    if (snapshot.isEmpty()) {
      end(End.FAILED);
      return;
    }
    ours = snapshot.get();
    early.clear();
    fed = 0;
    requested = 0;
    wanted = 0;
    open = 0;
    ask(ours.fingerprint(), firstSymbols());
  }

  /** A datagram full, unless the set is so small that it cannot differ in as much. */
  private int firstSymbols() {
    long wanted = MIN_FIRST_SYMBOLS + ours.items() / ITEMS_PER_FIRST_SYMBOL;
    return (int) Math.min(GetSymbols.MAX_COUNT, wanted);
  }

  void cancel() {
    over = true;
    if (pages != null) {
      pages.cancel();
    }
    if (exchange != null) {
      exchange.cancel();
    }
  }

  /** Whether pages are on their way, so that our set grows faster than anybody could compare. */
  boolean isCopying() {
    return pages != null && !copied;
  }

  private void end(End end) {
    if (!over) {
      over = true;
      listener.onEnd(end);
    }
  }

  private void ask(long state, int count) {
    int asking = generation;
    int first = requested;
    requested += count;
    open++;
    context
        .rpc()
        .call(
            partner,
            new GetSymbols(scope.from(), scope.to(), state, first, count),
            CallPolicy.NORMAL,
            new CallListener<Symbols>() {
              @Override
              public void onReply(Contact from, Symbols reply) {
                if (!over && asking == generation) {
                  open--;
                  window.onAnswered(context.rpc().roundTripNanos(from.address()));
                  onSymbols(first, reply);
                }
              }

              @Override
              public void onStalled() {
                window.onLoss(context.loop().nanoTime());
              }

              @Override
              public void onFailed(CallFailure failure) {
                if (asking == generation) {
                  end(End.FAILED);
                }
              }
            });
  }

  private void onSymbols(int first, Symbols reply) {
    if (first == 0) {
      onFirst(reply);
    } else if (reply.state() != theirState) {
      restart();
    } else if (reply.first() != first || reply.symbols().isEmpty()) {
      end(End.FAILED); // a partner that answers something else would keep us for ever
    } else {
      early.put(first, reply);
      feed();
    }
  }

  private void onFirst(Symbols reply) {
    theirState = reply.state();
    if (theirState == ours.fingerprint() && reply.items() == ours.items()) {
      reportCopied();
      end(copied ? End.RECONCILED : End.EQUAL);
    } else if (!copied && SyncPlan.prefersPages(ours.items(), reply.items())) {
      copyPages();
    } else if (!thorough && SyncPlan.partnerPrefersPages(ours.items(), reply.items())) {
      end(End.LEFT_TO_PARTNER);
    } else if (reply.first() != 0 || reply.symbols().isEmpty()) {
      end(End.FAILED);
    } else {
      decoder = new SketchDecoder(SyncPlan.maxSymbols(ours.items(), reply.items()));
      early.put(0, reply);
      feed();
    }
  }

  private void restart() {
    restarts++;
    if (restarts > MAX_RESTARTS) {
      end(End.FAILED);
    } else {
      start();
    }
  }

  /** Gives the decoder what has come in order, and asks for more while it needs more. */
  private void feed() {
    while (!early.isEmpty() && early.firstKey() <= fed) {
      Symbols run = early.pollFirstEntry().getValue();
      if (!ours.has(run.first() + run.symbols().size())) {
        restart(); // our own set has changed too much to sum what it was
        return;
      }
      for (int i = fed - run.first(); i < run.symbols().size(); i++) {
        decoder.add(run.symbols().get(i), ours.symbol(fed));
        fed++;
      }
    }
    switch (decoder.status()) {
      case DONE -> exchangeIfExplained();
      case NEED_MORE -> askMore();
      case TOO_MANY, CORRUPT -> copyPagesOrEnd();
    }
  }

  /** What was decoded must be all that differs: sums can be made to cancel. */
  private void exchangeIfExplained() {
    long explained = ours.fingerprint();
    for (long item : decoder.remoteOnly()) {
      explained += RatelessSketch.fingerprintOf(item);
    }
    for (long item : decoder.localOnly()) {
      explained -= RatelessSketch.fingerprintOf(item);
    }
    if (explained == theirState) {
      exchangeItems();
    } else {
      copyPagesOrEnd();
    }
  }

  /** More again in proportion to what did not suffice: few round trips, little too much. */
  private void askMore() {
    if (fed >= wanted) {
      int more = fed < DOUBLE_BELOW ? Math.max(fed, firstSymbols()) : fed / 2;
      wanted = Math.min(fed + more, decoder.maxSymbols());
      requested = fed; // a reply may have carried fewer symbols than were asked for
    } else if (open == 0) {
      requested = fed;
    }
    while (open < window.size() && requested < wanted) {
      ask(theirState, Math.min(SyncPlan.SYMBOLS_PER_DATAGRAM, wanted - requested));
    }
  }

  /**
   * After a comparison without a result. Whoever writes entries can choose them such that symbols
   * cannot be decoded, however often they are asked for; pages do not depend on what the entries
   * are. Whoever holds all of the partner's set then need not know what the partner lacks: that one
   * compares, too.
   */
  private void copyPagesOrEnd() {
    if (copied) {
      reportCopied();
      end(End.RECONCILED);
    } else {
      copyPages();
    }
  }

  private void copyPages() {
    generation++;
    pages =
        new PagePull(
            context.rpc(),
            context.loop(),
            context.stores(),
            scope,
            sources,
            new PagePull.Listener() {
              @Override
              public void onProgress(
                  long entries, long bytes, long expectedEntries, long expectedBytes) {
                makeRoom(expectedEntries);
                listener.onProgress(entries, expectedEntries, bytes, expectedBytes, false);
              }

              @Override
              public void onDone(PagePull.End how) {
                switch (how) {
                  case COMPLETE -> {
                    copied = true;
                    start();
                  }
                  case FULL -> end(End.FULL);
                  case NO_SOURCE -> end(End.FAILED);
                }
              }
            });
    pages.start();
  }

  /** Not again at every page: the source may be growing, or lying. */
  private void makeRoom(long entries) {
    if (entries / 2 > expected) {
      expected = entries;
      context.summary().expect(entries);
      context.replica().store().expect(entries);
    }
  }

  private void reportCopied() {
    if (copied) {
      long entries = context.replica().store().values() + context.replica().store().tombstones();
      long bytes = context.replica().store().contentBytes();
      listener.onProgress(entries, entries, bytes, bytes, true);
    }
  }

  private void exchangeItems() {
    generation++;
    exchange =
        new ItemExchange(
            context,
            partner,
            decoder.remoteOnly(),
            decoder.localOnly(),
            how -> {
              reportCopied();
              end(how);
            });
    exchange.start();
  }
}
