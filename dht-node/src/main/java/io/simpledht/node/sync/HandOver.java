package io.simpledht.node.sync;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RarePath;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.codec.WireSize;
import io.simpledht.protocol.message.CheckItems;
import io.simpledht.protocol.message.ItemsMissing;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Request;
import io.simpledht.protocol.message.Response;
import io.simpledht.protocol.message.Store;
import io.simpledht.protocol.message.Stored;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes sure that other nodes hold entries of this one: asks each what it lacks of those it is to
 * hold, and stores that there. In the place of one that stays silent the next candidate is asked.
 * An entry is confirmed once as many hold it, or something newer, as there are to be copies. What
 * is not confirmed may be tried again.
 */
final class HandOver {

  /** Entries in one hand-over: each is named to many nodes. */
  static final int MAX_ENTRIES = CheckItems.MAX_ITEMS;

  /** How long a holder may take to store a batch, values to pull included. */
  private static final int STORE_BUDGET_MILLIS = 10_000;

  /** One entry, who may hold it, and how many have not confirmed that they do. */
  private static final class Handed {
    private final Entry entry;
    private final List<Contact> candidates;
    private int asked;
    private int unconfirmed;

    Handed(Entry entry, List<Contact> candidates, int copies) {
      this.entry = entry;
      this.candidates = candidates;
      this.unconfirmed = Math.min(copies, candidates.size());
    }

    long item() {
      return ItemIds.of(entry);
    }

    Optional<Contact> next() {
      return asked < candidates.size() ? Optional.of(candidates.get(asked++)) : Optional.empty();
    }
  }

  private final SyncContext context;
  private final Consumer<List<Entry>> whenDone;
  private final List<Handed> all = new ArrayList<>();
  private int open;

  /**
   * @param whenDone told once which entries all of their holders have
   */
  HandOver(SyncContext context, Consumer<List<Entry>> whenDone) {
    this.context = context;
    this.whenDone = whenDone;
  }

  /**
   * Adds an entry, if there is room and anybody to hold it.
   *
   * @param candidates who is to hold it, in order; those behind the first {@code copies} take the
   *     place of others
   */
  void add(Entry entry, List<Contact> candidates, int copies) {
    if (!isFull() && !candidates.isEmpty()) {
      all.add(new Handed(entry, candidates, copies));
    }
  }

  boolean isFull() {
    return all.size() == MAX_ENTRIES;
  }

  /** The keys of all entries added. */
  List<Key> keys() {
    return all.stream().map(handed -> handed.entry.key()).toList();
  }

  void start() {
    Map<Contact, List<Handed>> byHolder = new LinkedHashMap<>();
    for (Handed handed : all) {
      for (int i = handed.unconfirmed; i > 0; i--) {
        addNext(handed, byHolder);
      }
    }
    ask(byHolder);
    if (open == 0) {
      finish();
    }
  }

  private static void addNext(Handed handed, Map<Contact, List<Handed>> byHolder) {
    handed
        .next()
        .ifPresent(
            holder -> byHolder.computeIfAbsent(holder, none -> new ArrayList<>()).add(handed));
  }

  private void ask(Map<Contact, List<Handed>> byHolder) {
    open += byHolder.size();
    byHolder.forEach((holder, entries) -> new Holder(holder, entries).ask());
  }

  private void finish() {
    whenDone.accept(
        all.stream()
            .filter(handed -> handed.unconfirmed == 0)
            .map(handed -> handed.entry)
            .toList());
  }

  /** What one node is asked and given. */
  private final class Holder {
    private final Contact contact;
    private final List<Handed> unsettled;
    private final Deque<Handed> missing = new ArrayDeque<>(0);

    Holder(Contact contact, List<Handed> entries) {
      this.contact = contact;
      this.unsettled = entries;
    }

    void ask() {
      List<Long> items = unsettled.stream().map(Handed::item).toList();
      call(new CheckItems(items), CallPolicy.NORMAL, this::onMissing);
    }

    private void onMissing(ItemsMissing reply) {
      for (Handed handed : unsettled) {
        if (reply.items().contains(handed.item())) {
          missing.add(handed);
        } else {
          handed.unconfirmed--;
        }
      }
      unsettled.clear();
      unsettled.addAll(missing);
      storeNext();
    }

    private void storeNext() {
      List<Handed> batch = new ArrayList<>();
      List<Offer> offers = new ArrayList<>();
      int bytes = WireSize.STORE_FIXED;
      while (!missing.isEmpty() && offers.size() < Store.MAX_OFFERS) {
        Offer offer = context.transfer().offer(missing.peek().entry);
        bytes += WireSize.of(offer);
        if (bytes > MessageCodec.MAX_BODY_BYTES) {
          break;
        }
        offers.add(offer);
        batch.add(missing.poll());
      }
      if (batch.isEmpty()) {
        close();
        return;
      }
      context.rpc().counters().took(RarePath.HAND_OVER);
      CallPolicy policy = CallPolicy.NORMAL.within(STORE_BUDGET_MILLIS * 1_000_000L);
      Store request = new Store(Store.RECEIVER_ONLY, STORE_BUDGET_MILLIS, offers);
      call(request, policy, reply -> onStored(batch, reply));
    }

    private void onStored(List<Handed> batch, Stored reply) {
      int told = Math.min(batch.size(), reply.outcomes().size());
      for (int i = 0; i < told; i++) {
        batch.get(i).unconfirmed -= reply.outcomes().get(i).status().confirms() ? 1 : 0;
      }
      unsettled.removeAll(batch);
      storeNext();
    }

    private <R extends Response> void call(
        Request<R> request, CallPolicy policy, Consumer<R> whenAnswered) {
      context
          .rpc()
          .call(
              contact,
              request,
              policy,
              new CallListener<R>() {
                @Override
                public void onReply(Contact from, R reply) {
                  whenAnswered.accept(reply);
                }

                @Override
                public void onFailed(CallFailure failure) {
                  if (failure.isSilence()) {
                    askOthers();
                  }
                  close();
                }
              });
    }

    private void askOthers() {
      Map<Contact, List<Handed>> others = new LinkedHashMap<>();
      unsettled.forEach(handed -> addNext(handed, others));
      HandOver.this.ask(others);
    }

    private void close() {
      open--;
      if (open == 0) {
        finish();
      }
    }
  }
}
