package io.simpledht.node.sync;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.store.Store;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads through a store a piece at a time: however much it holds, and however little of that is
 * wanted, nothing else on the loop waits for longer than a piece takes.
 */
public final class StoreWalk {

  /** Entries in a piece: a millisecond's work at most. */
  static final int PIECE = 2_000;

  private StoreWalk() {}

  /**
   * Shows a piece to {@code taker}, in the order of places from {@code from} on.
   *
   * @param taker takes an entry, or ends the piece before it by returning false
   * @return where the next piece begins; nothing at the end of the store
   */
  public static Optional<Id> piece(Store store, Id from, Predicate<Entry> taker) {
    Piece piece = new Piece(taker);
    store.scan(from, Id.MAX, piece);
    return piece.next;
  }

  private static final class Piece implements Predicate<Entry> {
    private final Predicate<Entry> taker;
    private Optional<Id> next = Optional.empty();
    private int shown;

    Piece(Predicate<Entry> taker) {
      this.taker = taker;
    }

    @Override
    public boolean test(Entry entry) {
      if (shown < PIECE && taker.test(entry)) {
        shown++;
        return true;
      }
      next = Optional.of(entry.key().id());
      return false;
    }
  }
}
