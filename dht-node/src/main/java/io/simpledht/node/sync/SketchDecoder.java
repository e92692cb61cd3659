package io.simpledht.node.sync;

import io.simpledht.protocol.message.CodedSymbol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Recovers the difference of two sets from their coded symbols, given in order of index: a symbol
 * of the difference that holds a single item gives it away, and taking that item out of the others
 * uncovers more (peeling). Steps are bounded by the number of symbols, whatever a hostile partner
 * sends: no item is recovered twice, and never more items than could be decoded from so many
 * symbols.
 */
final class SketchDecoder {

  /** What is known so far. */
  enum Status {
    /** The difference is not decoded yet. */
    NEED_MORE,
    /** All of the difference is known. */
    DONE,
    /** The symbols contradict each other: they are not sums of two sets. */
    CORRUPT,
    /** As many symbols as were allowed did not suffice. */
    TOO_MANY
  }

  private static final class Cell {
    private long idSum;
    private long checkSum;
    private long count;

    boolean isZero() {
      return idSum == 0 && checkSum == 0 && count == 0;
    }

    boolean isSingle() {
      return (count == 1 || count == -1) && ItemIds.checksum(idSum) == checkSum;
    }

    void take(long item, long check, long sign) {
      idSum ^= item;
      checkSum ^= check;
      count -= sign;
    }
  }

  /** An item that was recovered and still has to be taken out of symbols to come. */
  private static final class Recovered {
    private final long item;
    private final long check;
    private final long sign;
    private final SymbolIndexes indexes;

    Recovered(long item, long sign) {
      this.item = item;
      this.check = ItemIds.checksum(item);
      this.sign = sign;
      this.indexes = new SymbolIndexes(item);
    }
  }

  private final int maxSymbols;
  private final List<Cell> cells = new ArrayList<>();
  private final PriorityQueue<Recovered> pending =
      new PriorityQueue<>(Comparator.comparingInt((Recovered item) -> item.indexes.index()));
  private final Deque<Cell> single = new ArrayDeque<>();
  private final Set<Long> known = new HashSet<>();
  private final List<Long> localOnly = new ArrayList<>();
  private final List<Long> remoteOnly = new ArrayList<>();
  private boolean corrupt;

  /** A decoder that gives up after {@code maxSymbols} symbols. */
  SketchDecoder(int maxSymbols) {
    this.maxSymbols = maxSymbols;
  }

  int maxSymbols() {
    return maxSymbols;
  }

  /** Symbols given so far. */
  int size() {
    return cells.size();
  }

  /** Takes the next symbol of both sides. */
  void add(CodedSymbol remote, CodedSymbol local) {
    Cell cell = new Cell();
    cell.idSum = remote.idSum() ^ local.idSum();
    cell.checkSum = remote.checkSum() ^ local.checkSum();
    cell.count = remote.count() - local.count();
    int index = cells.size();
    cells.add(cell);
    takeOutKnown(cell, index);
    if (cell.isSingle()) {
      single.add(cell);
      peel();
    }
  }

  private void takeOutKnown(Cell cell, int index) {
    while (!pending.isEmpty() && pending.peek().indexes.index() == index) {
      Recovered item = pending.poll();
      cell.take(item.item, item.check, item.sign);
      item.indexes.advance();
      pending.add(item);
    }
  }

  private void peel() {
    while (!single.isEmpty() && !corrupt) {
      Cell cell = single.poll();
      if (cell.isSingle()) { // it may have been emptied meanwhile
        recover(cell.idSum, cell.count);
      }
    }
  }

  private void recover(long item, long sign) {
    if (!known.add(item) || known.size() > cells.size()) {
      corrupt = true;
      return;
    }
    (sign > 0 ? remoteOnly : localOnly).add(item);
    Recovered recovered = new Recovered(item, sign);
    SymbolIndexes indexes = recovered.indexes;
    for (int i = 0; i < cells.size(); i = indexes.advance()) {
      Cell cell = cells.get(i);
      cell.take(item, recovered.check, sign);
      if (cell.isSingle()) {
        single.add(cell);
      }
    }
    pending.add(recovered);
  }

  /** What is known so far. */
  Status status() {
    if (corrupt) {
      return Status.CORRUPT;
    }
    if (!cells.isEmpty() && cells.get(0).isZero()) {
      return cells.stream().allMatch(Cell::isZero) ? Status.DONE : Status.CORRUPT;
    }
    return cells.size() >= maxSymbols ? Status.TOO_MANY : Status.NEED_MORE;
  }

  /** Items only our side holds; complete once {@link Status#DONE}. */
  List<Long> localOnly() {
    return localOnly;
  }

  /** Items only the other side holds; complete once {@link Status#DONE}. */
  List<Long> remoteOnly() {
    return remoteOnly;
  }
}
