package io.simpledht.node.sync;

import io.simpledht.protocol.Contact;
import java.util.List;

/**
 * One comparison of our set with a partner's. Equal sets are recognised in one exchange. Otherwise
 * the difference is decoded from coded symbols ({@link SymbolPull}): what only the partner holds is
 * fetched, what only we hold is pushed ({@link ItemExchange}). An empty joiner, and a difference
 * too large for a sketch, copies pages first ({@link PagePull}) and then compares again. We drive;
 * the partner answers each question without remembering us.
 */
final class SyncSession {

  /** How a comparison ended, from the best to the worst. */
  enum End {
    /** Nothing differed, or nothing that had to be exchanged. */
    EQUAL,
    /** Everything that differed was exchanged. */
    RECONCILED,
    /** All that the partner holds was copied; what it lacks is not known, and left to it. */
    COPIED,
    /** As {@link #RECONCILED}, but for entries that one side refused for good. */
    REFUSED,
    /** The partner lacks nearly everything: it copies from us when it compares. */
    LEFT_TO_PARTNER,
    /** This node's store is full: it lacks what the partner holds. */
    FULL,
    /** The partner is slow, and somebody else could be asked: what was gained is kept. */
    SLOW,
    /** The partner fell silent, or kept changing faster than we could follow. */
    FAILED
  }

  /** Hears of progress, and of the end once. */
  interface Listener {
    void onProgress(
        long entries, long expectedEntries, long bytes, long expectedBytes, boolean finished);

    void onEnd(End end);
  }

  private final SyncContext context;
  private final SyncScope scope;
  private final List<Contact> sources;
  private final Contact partner;
  private final boolean thorough;
  private final Patience patience;
  private final Runnable whenTooLarge;
  private final Listener listener;
  private final long appliedBefore;
  private boolean large; // too large for symbols that are not kept anyhow
  private boolean copying;
  private boolean copied;
  private boolean copiedPartner; // all of it from nobody else
  private long expected; // entries of the largest source
  private boolean over;
  private SymbolPull symbols;
  private PagePull pages;
  private ItemExchange exchange;

  /**
   * @param scope what to compare
   * @param sources who to copy from; the first is who we compare with
   * @param thorough whether we must have all the partner holds even if that is little
   * @param patience with those we copy from
   * @param whenTooLarge told in the place of the listener if there is too much to compare in one
   *     piece
   */
  SyncSession(
      SyncContext context,
      SyncScope scope,
      List<Contact> sources,
      boolean thorough,
      Patience patience,
      Runnable whenTooLarge,
      Listener listener) {
    this.context = context;
    this.scope = scope;
    this.sources = sources;
    this.partner = sources.get(0);
    this.thorough = thorough;
    this.patience = patience;
    this.whenTooLarge = whenTooLarge;
    this.listener = listener;
    this.appliedBefore = context.replica().applied();
  }

  void start() {
    symbols = new SymbolPull(context, scope, partner, new SymbolEvents());
    symbols.start();
  }

  void cancel() {
    finish();
    symbols.cancel();
    if (pages != null) {
      pages.cancel();
    }
    if (exchange != null) {
      exchange.cancel();
    }
  }

  /** Whether pages are on their way, so that our set grows faster than anybody could compare. */
  boolean isCopying() {
    return copying;
  }

  private void finish() {
    over = true;
    if (pages != null) {
      context.summary().catchUp();
    }
  }

  private void end(End end) {
    if (!over) {
      finish();
      if (end.compareTo(End.REFUSED) <= 0) {
        reportCopied();
      }
      listener.onEnd(end);
    }
  }

  private void compareHalves() {
    finish();
    reportCopied();
    whenTooLarge.run();
  }

  private final class SymbolEvents implements SymbolPull.Listener {

    @Override
    public boolean onFirst(RangeSums.Outline ours, RangeSums.Outline theirs) {
      large = SyncPlan.isLarge(ours.items(), theirs.items());
      if (ours.equals(theirs)) {
        end(copiedOrEqual());
        return false;
      }
      if (!copied && SyncPlan.prefersPages(ours.items(), theirs.items())) {
        copyPages(sources);
        return false;
      }
      if (!thorough && SyncPlan.partnerPrefersPages(ours.items(), theirs.items())) {
        end(End.LEFT_TO_PARTNER);
        return false;
      }
      return true;
    }

    @Override
    public void onDifference(List<Long> remoteOnly, List<Long> localOnly) {
      exchange = new ItemExchange(context, partner, remoteOnly, localOnly, SyncSession.this::end);
      exchange.start();
    }

    @Override
    public void onTooLarge() {
      compareHalves();
    }

    /** Pages do not depend on what the entries are. */
    @Override
    public void onUndecided() {
      if (large) {
        compareHalves();
      } else if (!copied) {
        copyPages(sources);
      } else if (!copiedPartner) {
        copyPages(List.of(partner)); // others lacked much of what it holds
      } else {
        end(End.COPIED); // what it lacks it finds when it compares
      }
    }

    @Override
    public void onFailed() {
      end(End.FAILED);
    }
  }

  /** A copy that brought nothing new is no reason to compare again soon. */
  private End copiedOrEqual() {
    boolean changed = copied && context.replica().applied() > appliedBefore;
    return changed ? End.RECONCILED : End.EQUAL;
  }

  private void copyPages(List<Contact> from) {
    copying = true;
    context.summary().postpone();
    pages =
        new PagePull(
            context.rpc(),
            context.loop(),
            context.stores(),
            scope,
            from,
            patience,
            new PagePull.Listener() {
              @Override
              public void onProgress(
                  long entries, long bytes, long expectedEntries, long expectedBytes) {
                makeRoom(expectedEntries);
                listener.onProgress(entries, expectedEntries, bytes, expectedBytes, false);
              }

              @Override
              public void onDone(PagePull.End how) {
                copying = false;
                switch (how) {
                  case COMPLETE -> {
                    copied = true;
                    copiedPartner = from.size() == 1;
                    start();
                  }
                  case FULL -> end(End.FULL);
                  case SLOW -> end(End.SLOW);
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
}
