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
 * Asks a partner for coded symbols of its set, as many as it takes to tell what differs from ours.
 * Begins again if either set changes too much meanwhile.
 */
final class SymbolPull {

  /** Hears of the first answer, and of the end once. */
  interface Listener {
    /**
     * The partner has said what it holds. Asked again if the pull begins again.
     *
     * @param ours what we hold
     * @return whether the difference is wanted
     */
    boolean onFirst(RangeSums.Outline ours, RangeSums.Outline theirs);

    /** What differs is known. */
    void onDifference(List<Long> remoteOnly, List<Long> localOnly);

    /** There is too much to be summed in one piece. */
    void onTooLarge();

    /** Symbols do not tell what differs: it is too much, or somebody wrote entries to that end. */
    void onUndecided();

    /** The partner fell silent, answered what was not asked, or kept changing. */
    void onFailed();
  }

  /** The partner's set changed while we asked for its symbols: so often we begin again. */
  private static final int MAX_RESTARTS = 4;

  /**
   * Questions in a row that the partner may leave unanswered once it has answered the first: where
   * half of all datagrams are lost one in five is, and a comparison takes many.
   */
  private static final int MAX_SILENCES = 2;

  /** Symbols asked for in the first exchange at least, and one more for so many items. */
  private static final int MIN_FIRST_SYMBOLS = 12;

  private static final int ITEMS_PER_FIRST_SYMBOL = 8;

  /** Rounds of symbols while the difference is small double their number; later ones add half. */
  private static final int DOUBLE_BELOW = 512;

  private final SyncContext context;
  private final SyncScope scope;
  private final Contact partner;
  private final Listener listener;
  private final TreeMap<Integer, Symbols> early = new TreeMap<>();
  private final CongestionWindow window = new CongestionWindow(16, 32, 64);
  private RangeSums.Outline outline;
  private SetSummary.Snapshot ours;
  private SketchDecoder decoder;
  private long theirState;
  private int fed;
  private int requested;
  private int wanted; // symbols to have before deciding how many more
  private int open;
  private int generation; // replies to requests of an earlier one are ignored
  private int restarts;
  private int silences;
  private boolean over;

  SymbolPull(SyncContext context, SyncScope scope, Contact partner, Listener listener) {
    this.context = context;
    this.scope = scope;
    this.partner = partner;
    this.listener = listener;
  }

  void start() {
    generation++;
    outline =
        context.summary().outline(scope.from(), scope.to(), context.shared().heldByBoth(partner));
    early.clear();
    fed = 0;
    requested = 0;
    wanted = 0;
    open = 0;
    ask(outline.fingerprint(), firstSymbols());
  }

  void cancel() {
    over = true;
  }

  private void end(Runnable last) {
    if (!over) {
      over = true;
      last.run();
    }
  }

  /** A datagram full, unless the set is so small that it cannot differ in as much. */
  private int firstSymbols() {
    long first = MIN_FIRST_SYMBOLS + outline.items() / ITEMS_PER_FIRST_SYMBOL;
    return (int) Math.min(GetSymbols.MAX_COUNT, first);
  }

  private void ask(long state, int count) {
    int first = requested;
    requested += count;
    open++;
    ask(state, first, count);
  }

  private void ask(long state, int first, int count) {
    int asking = generation;
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
                  silences = 0;
                  window.onAnswered(context.rpc().roundTripNanos(from.address()));
                  onSymbols(first, count, reply);
                }
              }

              @Override
              public void onStalled() {
                window.onLoss(context.loop().nanoTime());
              }

              @Override
              public void onFailed(CallFailure failure) {
                if (over || asking != generation) {
                  return;
                }
                if (failure.isSilence() && fed > 0 && silences < MAX_SILENCES) {
                  silences++;
                  ask(state, first, count);
                } else {
                  end(listener::onFailed);
                }
              }
            });
  }

  private void onSymbols(int first, int count, Symbols reply) {
    if (first == 0) {
      onFirst(reply);
    } else if (reply.state() != theirState) {
      restart();
    } else if (reply.symbols().isEmpty()) {
      end(listener::onTooLarge);
    } else if (reply.first() != first || reply.symbols().size() < count) {
      end(listener::onFailed); // a partner that answers something else would keep us for ever
    } else {
      early.put(first, reply);
      feed();
    }
  }

  private void onFirst(Symbols reply) {
    theirState = reply.state();
    if (!listener.onFirst(outline, new RangeSums.Outline(reply.state(), reply.items()))) {
      over = true;
    } else if (reply.first() != 0) {
      end(listener::onFailed);
    } else {
      int answered = generation;
      context
          .summary()
          .whenCaughtUp(
              () -> {
                if (!over && answered == generation) {
                  decode(reply);
                }
              });
    }
  }

  private void decode(Symbols first) {
    Optional<SetSummary.Snapshot> snapshot =
        context.summary().snapshot(scope.from(), scope.to(), context.shared().heldByBoth(partner));
    if (snapshot.isEmpty() || first.symbols().isEmpty()) {
      end(listener::onTooLarge);
    } else {
      ours = snapshot.get();
      decoder = new SketchDecoder(SyncPlan.maxSymbols(ours.items(), first.items()));
      early.put(0, first);
      feed();
    }
  }

  private void restart() {
    restarts++;
    if (restarts > MAX_RESTARTS) {
      end(listener::onFailed);
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
      case DONE -> end(this::onDecoded);
      case NEED_MORE -> askMore();
      case TOO_MANY, CORRUPT -> end(listener::onUndecided);
    }
  }

  /** What was decoded must be all that differs: sums can be made to cancel. */
  private void onDecoded() {
    long explained = ours.fingerprint();
    for (long item : decoder.remoteOnly()) {
      explained += RatelessSketch.fingerprintOf(item);
    }
    for (long item : decoder.localOnly()) {
      explained -= RatelessSketch.fingerprintOf(item);
    }
    if (explained == theirState) {
      listener.onDifference(decoder.remoteOnly(), decoder.localOnly());
    } else {
      listener.onUndecided();
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
}
