package io.simpledht.node.sync;

import io.simpledht.node.replication.Replica;
import io.simpledht.node.routing.IdRanges;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.transfer.ValueTransfer;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.codec.WireSize;
import io.simpledht.protocol.message.CheckItems;
import io.simpledht.protocol.message.FetchItems;
import io.simpledht.protocol.message.GetPage;
import io.simpledht.protocol.message.GetSymbols;
import io.simpledht.protocol.message.Items;
import io.simpledht.protocol.message.ItemsMissing;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Page;
import io.simpledht.protocol.message.Part;
import io.simpledht.protocol.message.Symbols;
import io.simpledht.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Answers those who compare their set with ours or fetch from it. Keeps no state for any of them;
 * but just after a copy answers wait until the summary has caught up.
 */
public final class SyncServer {

  /**
   * Questions that may wait until the summary has caught up; others are counted, and asked again.
   */
  static final int MAX_WAITING = 256;

  private final RpcEndpoint rpc;
  private final Replica replica;
  private final SetSummary summary;
  private final ValueTransfer transfer;
  private final SharedKeys shared;
  private int waiting;

  /** Serves what the replica holds. */
  public SyncServer(SyncContext context) {
    this.rpc = context.rpc();
    this.replica = context.replica();
    this.summary = context.summary();
    this.transfer = context.transfer();
    this.shared = context.shared();
  }

  /**
   * Coded symbols of what we share with the asker; none if its set is the same, or if ours is too
   * large to be summed in one piece.
   */
  public void symbols(Contact asker, GetSymbols request, Consumer<Symbols> answer) {
    summary
        .symbols(request, shared.heldByBoth(asker))
        .ifPresentOrElse(answer, () -> whenCaughtUp(() -> symbols(asker, request, answer)));
  }

  private void whenCaughtUp(Runnable answer) {
    if (waiting >= MAX_WAITING) {
      rpc.counters().overloaded();
      return;
    }
    waiting++;
    summary.whenCaughtUp(
        () -> {
          waiting--;
          answer.run();
        });
  }

  /**
   * Which of some entries are not held here, once the others would survive a crash: whoever asks
   * may let go of its own copies. All of them if that cannot be said.
   */
  public void missing(CheckItems request, Consumer<ItemsMissing> whenSafe) {
    whenCaughtUp(() -> checkItems(request, whenSafe));
  }

  private void checkItems(CheckItems request, Consumer<ItemsMissing> whenSafe) {
    List<Long> asked = request.items();
    List<Long> missing = asked.stream().filter(item -> summary.keyOf(item).isEmpty()).toList();
    asked.forEach(item -> summary.keyOf(item).ifPresent(replica::vouch));
    if (missing.size() == asked.size()) {
      whenSafe.accept(new ItemsMissing(missing));
    } else {
      replica.sync(durable -> whenSafe.accept(new ItemsMissing(durable ? missing : asked)));
    }
  }

  /** The entries behind item ids, as many as fit one datagram. */
  public void items(FetchItems request, Consumer<Items> answer) {
    whenCaughtUp(() -> answer.accept(fetchItems(request)));
  }

  private Items fetchItems(FetchItems request) {
    List<Offer> offers = new ArrayList<>();
    int bytes = WireSize.ITEMS_FIXED;
    int answered = 0;
    for (long item : request.items()) {
      Optional<Offer> offer = summary.keyOf(item).flatMap(replica::find).map(transfer::offer);
      bytes += offer.map(WireSize::of).orElse(0);
      if (bytes > MessageCodec.MAX_BODY_BYTES) {
        break;
      }
      offer.ifPresent(offers::add);
      answered++;
    }
    return new Items(answered, offers);
  }

  /**
   * The entries of a range that the asker is to hold in key-hash order, as many as fit the
   * datagrams it wants.
   */
  public List<Page> pages(Contact asker, GetPage request) {
    Store store = replica.store();
    PageBuilder pages = new PageBuilder(request.parts());
    IdRanges theirs = shared.heldBy(asker).orElse(IdRanges.ALL);
    for (IdRanges.Range range : theirs.between(request.from(), request.to()).list()) {
      store.scan(
          range.first(),
          range.last(),
          entry -> !range.admits(entry.key().id()) || pages.add(entry));
      if (pages.isFull()) {
        break;
      }
    }
    return pages.finish();
  }

  private final class PageBuilder {
    private final long totalEntries = replica.store().values() + replica.store().tombstones();
    private final long totalBytes = replica.store().contentBytes();
    private final int parts;
    private final List<Page> pages = new ArrayList<>(Part.MAX_PARTS);
    private List<Offer> offers = new ArrayList<>();
    private int bytes = WireSize.PAGE_FIXED;

    PageBuilder(int parts) {
      this.parts = parts;
    }

    boolean isFull() {
      return pages.size() == parts;
    }

    boolean add(Entry entry) {
      Offer offer = transfer.offer(entry);
      int size = WireSize.of(offer);
      if (bytes + size > MessageCodec.MAX_BODY_BYTES) {
        end(Optional.of(entry.key().id()));
        if (isFull()) {
          return false;
        }
      }
      bytes += size;
      offers.add(offer);
      return true;
    }

    /** The page ends here, because the next entry does not fit or there is none. */
    private void end(Optional<Id> next) {
      int part = pages.size();
      boolean more = next.isPresent() && part + 1 < parts;
      pages.add(new Page(offers, next, totalEntries, totalBytes, part, more));
      offers = new ArrayList<>();
      bytes = WireSize.PAGE_FIXED;
    }

    List<Page> finish() {
      if (!isFull()) {
        end(Optional.empty());
      }
      return pages;
    }
  }
}
