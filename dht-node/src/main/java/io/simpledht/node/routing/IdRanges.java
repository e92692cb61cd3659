package io.simpledht.node.routing;

import io.simpledht.protocol.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Parts of the id space: ranges in ascending order, apart from each other. */
public final class IdRanges {

  /** Everything there is. */
  public static final IdRanges ALL = new IdRanges(List.of(new Range(Id.ZERO, Id.MAX, null)));

  /** Ids that follow each other: all from the first to the last, or some of them. */
  public static final class Range {
    private final Id first;
    private final Id last;
    private final Predicate<Id> filter; // null if all belong

    private Range(Id first, Id last, Predicate<Id> filter) {
      if (first.compareTo(last) > 0) {
        throw new IllegalArgumentException("first must not be beyond last");
      }
      this.first = first;
      this.last = last;
      this.filter = filter;
    }

    /** The first id that may belong to it. */
    public Id first() {
      return first;
    }

    /** The last id that may belong to it. */
    public Id last() {
      return last;
    }

    /** Whether all ids from the first to the last belong to it. */
    public boolean isWhole() {
      return filter == null;
    }

    /** Whether an id between the first and the last belongs to it; fastest if asked in order. */
    public boolean admits(Id id) {
      return filter == null || filter.test(id);
    }

    private boolean has(Id id) {
      return first.compareTo(id) <= 0 && id.compareTo(last) <= 0 && admits(id);
    }

    /** What belongs to this and to another one, between two ids. */
    private Range and(Range other, Id from, Id to) {
      if (filter == null || other.filter == null) {
        return new Range(from, to, filter == null ? other.filter : filter);
      }
      return new Range(from, to, filter.and(other.filter));
    }
  }

  private final List<Range> ranges;

  private IdRanges(List<Range> ranges) {
    this.ranges = ranges;
  }

  /** The ranges, in ascending order. */
  public List<Range> list() {
    return ranges;
  }

  /** Whether an id lies in one of them. */
  boolean has(Id id) {
    return ranges.stream().anyMatch(range -> range.has(id));
  }

  /** What lies between two ids, both included. */
  public IdRanges between(Id first, Id last) {
    return and(new IdRanges(List.of(new Range(first, last, null))));
  }

  /** What lies in these ranges and in the others. */
  public IdRanges and(IdRanges others) {
    List<Range> both = new ArrayList<>();
    int mine = 0;
    int theirs = 0;
    while (mine < ranges.size() && theirs < others.ranges.size()) {
      Range left = ranges.get(mine);
      Range right = others.ranges.get(theirs);
      Id first = left.first.compareTo(right.first) >= 0 ? left.first : right.first;
      boolean leftEnds = left.last.compareTo(right.last) <= 0;
      Id last = leftEnds ? left.last : right.last;
      if (first.compareTo(last) <= 0) {
        both.add(left.and(right, first, last));
      }
      mine += leftEnds ? 1 : 0;
      theirs += leftEnds ? 0 : 1;
    }
    return new IdRanges(List.copyOf(both));
  }

  /** Collects ranges in ascending order; those that touch and are alike become one. */
  static final class Builder {
    private final List<Range> ranges = new ArrayList<>();

    /** Adds all ids from the first to the last. */
    void add(Id first, Id last) {
      add(first, last, null);
    }

    /** Adds those ids from the first to the last that {@code filter} admits; all if null. */
    void add(Id first, Id last, Predicate<Id> filter) {
      int end = ranges.size() - 1;
      Range before = end < 0 ? null : ranges.get(end);
      if (before != null && before.filter == filter && before.last.successor().equals(first)) {
        ranges.set(end, new Range(before.first, last, filter));
      } else {
        ranges.add(new Range(first, last, filter));
      }
    }

    IdRanges build() {
      return new IdRanges(List.copyOf(ranges));
    }
  }
}
