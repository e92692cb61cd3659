package io.simpledht.node.sync;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.transfer.CongestionWindow;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.codec.WireSize;
import io.simpledht.protocol.message.FetchItems;
import io.simpledht.protocol.message.Items;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Request;
import io.simpledht.protocol.message.Response;
import io.simpledht.protocol.message.Store;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.protocol.message.Stored;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Fetches the items only the partner holds and pushes those only we hold, over one shared window.
 */
final class ItemExchange {

  /** Item ids in one request: about as many as entries of modest size fit the answer. */
  private static final int ITEMS_PER_REQUEST = 16;

  /** How long the partner may take to store a batch, values to pull included. */
  private static final int PUSH_BUDGET_MILLIS = 10_000;

  private final SyncContext context;
  private final Contact partner;
  private final Consumer<SyncSession.End> whenDone;
  private final Deque<Long> toFetch = new ArrayDeque<>();
  private final Deque<Long> toPush = new ArrayDeque<>();
  private final CongestionWindow window = new CongestionWindow(16, 32, 64);
  private int open;
  private boolean failed;
  private boolean changed; // on either side
  private boolean refused;
  private boolean full;
  private boolean over;
  private boolean fillPlanned;

  /**
   * @param whenDone told once how it ended
   */
  ItemExchange(
      SyncContext context,
      Contact partner,
      List<Long> toFetch,
      List<Long> toPush,
      Consumer<SyncSession.End> whenDone) {
    this.context = context;
    this.partner = partner;
    this.whenDone = whenDone;
    this.toFetch.addAll(toFetch);
    this.toPush.addAll(toPush);
  }

  void start() {
    context
        .summary()
        .whenCaughtUp(
            () -> {
              // Who does not agree yet on who is to hold what may show us what we hold.
              toFetch.removeIf(item -> context.summary().keyOf(item).isPresent());
              fill();
            });
  }

  void cancel() {
    over = true;
  }

  private void fill() {
    fillPlanned = false;
    while (!over && !failed && open < window.size() && !toFetch.isEmpty()) {
      fetch(take(toFetch, ITEMS_PER_REQUEST));
    }
    while (!over && !failed && open < window.size() && !toPush.isEmpty()) {
      push();
    }
    if (!over && open == 0) {
      over = true;
      whenDone.accept(end());
    }
  }

  private SyncSession.End end() {
    if (full) {
      return SyncSession.End.FULL;
    }
    if (failed) {
      return SyncSession.End.FAILED;
    }
    if (refused) {
      return SyncSession.End.REFUSED;
    }
    return changed ? SyncSession.End.RECONCILED : SyncSession.End.EQUAL;
  }

  private static List<Long> take(Deque<Long> from, int limit) {
    List<Long> taken = new ArrayList<>(limit);
    while (taken.size() < limit && !from.isEmpty()) {
      taken.add(from.poll());
    }
    return taken;
  }

  private void fetch(List<Long> items) {
    call(
        new FetchItems(items),
        CallPolicy.NORMAL,
        (Items reply) -> {
          int answered = Math.min(reply.answered(), items.size());
          toFetch.addAll(items.subList(answered, items.size()));
          if (reply.offers().isEmpty()) {
            closed();
          } else {
            context.stores().take(partner.address(), reply.offers(), this::onTaken);
          }
        });
  }

  /** What became here of entries the partner holds. */
  private void onTaken(List<StoreStatus> statuses) {
    for (StoreStatus status : statuses) {
      switch (status) {
        case APPLIED -> changed = true;
        case DUPLICATE, STALE -> {}
        case STORE_FULL, STORAGE_ERROR -> {
          full = true;
          toFetch.clear(); // the rest would not fit either
        }
        case FUTURE_VERSION, TOO_LARGE -> refused = true;
        default -> failed = true;
      }
    }
    closed();
  }

  /** What became there of entries we hold. */
  private void onPushed(Stored reply) {
    for (Stored.Outcome outcome : reply.outcomes()) {
      if (!outcome.status().confirms()) {
        refused = true;
      }
      changed |= outcome.status() == StoreStatus.APPLIED;
      if (outcome.status() == StoreStatus.STORE_FULL) {
        toPush.clear(); // the partner lacks room, not we: it will say so to its operator
      }
    }
    closed();
  }

  private void push() {
    List<Offer> offers = nextBatch();
    if (offers.isEmpty()) {
      return; // all of it was overwritten or dropped meanwhile
    }
    long budgetNanos = PUSH_BUDGET_MILLIS * 1_000_000L;
    call(
        new Store(Store.RECEIVER_ONLY, PUSH_BUDGET_MILLIS, offers),
        CallPolicy.NORMAL.within(budgetNanos),
        this::onPushed);
  }

  private List<Offer> nextBatch() {
    List<Offer> offers = new ArrayList<>();
    int bytes = WireSize.STORE_FIXED;
    while (!toPush.isEmpty() && offers.size() < Store.MAX_OFFERS) {
      Optional<Offer> offer =
          context
              .summary()
              .keyOf(toPush.peek())
              .flatMap(context.replica()::find)
              .map(context.transfer()::offer);
      bytes += offer.map(WireSize::of).orElse(0);
      if (bytes > MessageCodec.MAX_BODY_BYTES) {
        break;
      }
      toPush.poll();
      offer.ifPresent(offers::add);
    }
    return offers;
  }

  private <R extends Response> void call(
      Request<R> request, CallPolicy policy, Consumer<R> whenAnswered) {
    open++;
    context
        .rpc()
        .call(
            partner,
            request,
            policy,
            new CallListener<R>() {
              @Override
              public void onReply(Contact from, R reply) {
                window.onAnswered(context.rpc().roundTripNanos(from.address()));
                whenAnswered.accept(reply);
              }

              @Override
              public void onStalled() {
                window.onLoss(context.loop().nanoTime());
              }

              @Override
              public void onFailed(CallFailure failure) {
                failed = true;
                closed();
              }
            });
  }

  private void closed() {
    open--;
    if (!fillPlanned) { // once for all the answers that arrived in one turn of the loop
      fillPlanned = true;
      context.loop().execute(() -> context.summary().whenCaughtUp(this::fill));
    }
  }
}
