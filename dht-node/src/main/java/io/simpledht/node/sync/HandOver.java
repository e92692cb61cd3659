package io.simpledht.node.sync;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RarePath;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
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
import java.util.function.Consumer;

/**
 * Makes sure that other nodes hold entries of this one: asks each what it lacks of those it is to
 * hold, and stores that there. An entry is confirmed once all of its holders have it, or something
 * newer. What is not confirmed may be tried again.
 */
final class HandOver {

  /** Entries in one hand-over: each is named to many nodes. */
  static final int MAX_ENTRIES = CheckItems.MAX_ITEMS;

  /** How long a holder may take to store a batch, values to pull included. */
  private static final int STORE_BUDGET_MILLIS = 10_000;

  /** One entry, and how many holders have not confirmed it yet. */
  private static final class Handed {
    private final Entry entry;
    private int unconfirmed;

    Handed(Entry entry, int holders) {
      this.entry = entry;
      this.unconfirmed = holders;
    }

    long item() {
      return ItemIds.of(entry);
    }
  }

  private final SyncContext context;
  private final Consumer<List<Entry>> whenDone;
  private final List<Handed> all = new ArrayList<>();
  private final Map<Contact, List<Handed>> byHolder = new LinkedHashMap<>();
  private int open;

  /**
   * @param whenDone told once which entries all of their holders have
   */
  HandOver(SyncContext context, Consumer<List<Entry>> whenDone) {
    this.context = context;
    this.whenDone = whenDone;
  }

  /** Adds an entry, if there is room and anybody to hold it. */
  void add(Entry entry, List<Contact> holders) {
    if (isFull() || holders.isEmpty()) {
      return;
    }
    Handed handed = new Handed(entry, holders.size());
    all.add(handed);
    for (Contact holder : holders) {
      byHolder.computeIfAbsent(holder, none -> new ArrayList<>()).add(handed);
    }
  }

  boolean isFull() {
    return all.size() == MAX_ENTRIES;
  }

  void start() {
    open = byHolder.size();
    byHolder.forEach((holder, entries) -> new Holder(holder, entries).ask());
    if (open == 0) {
      finish();
    }
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
    private final List<Handed> entries;
    private final Deque<Handed> missing = new ArrayDeque<>(0);

    Holder(Contact contact, List<Handed> entries) {
      this.contact = contact;
      this.entries = entries;
    }

    void ask() {
      List<Long> items = entries.stream().map(Handed::item).toList();
      call(new CheckItems(items), CallPolicy.NORMAL, this::onMissing);
    }

    private void onMissing(ItemsMissing reply) {
      for (Handed handed : entries) {
        if (reply.items().contains(handed.item())) {
          missing.add(handed);
        } else {
          handed.unconfirmed--;
        }
      }
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
                  close();
                }
              });
    }

    private void close() {
      open--;
      if (open == 0) {
        finish();
      }
    }
  }
}
