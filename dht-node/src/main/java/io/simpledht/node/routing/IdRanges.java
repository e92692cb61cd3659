package io.simpledht.node.routing;

import io.simpledht.protocol.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Parts of the id space: ranges in ascending order, apart from each other. */
public final class IdRanges {

  /** Everything there is. */
  public static final IdRanges ALL = new IdRanges(List.of(new Range(Id.ZERO, Id.MAX)));

  /**
   * Ids that follow each other.
   *
   * @param first the first of them
   * @param last the last, not below the first
   */
  public record Range(Id first, Id last) {

    public Range {
      Objects.requireNonNull(first, "first");
      Objects.requireNonNull(last, "last");
      if (first.compareTo(last) > 0) {
        throw new IllegalArgumentException("first must not be beyond last");
      }
    }

    boolean has(Id id) {
      return first.compareTo(id) <= 0 && id.compareTo(last) <= 0;
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
  public boolean has(Id id) {
    return ranges.stream().anyMatch(range -> range.has(id));
  }

  /** What lies between two ids, both included. */
  public IdRanges between(Id first, Id last) {
    return and(new IdRanges(List.of(new Range(first, last))));
  }

  /** What lies in these ranges and in the others. */
  public IdRanges and(IdRanges others) {
    Builder both = new Builder();
    int mine = 0;
    int theirs = 0;
    while (mine < ranges.size() && theirs < others.ranges.size()) {
      Range left = ranges.get(mine);
      Range right = others.ranges.get(theirs);
      Id first = left.first.compareTo(right.first) >= 0 ? left.first : right.first;
      boolean leftEnds = left.last.compareTo(right.last) <= 0;
      Id last = leftEnds ? left.last : right.last;
      if (first.compareTo(last) <= 0) {
        both.add(first, last);
      }
      mine += leftEnds ? 1 : 0;
      theirs += leftEnds ? 0 : 1;
    }
    return both.build();
  }

  /** Collects ranges in ascending order; those that touch become one. */
  static final class Builder {
    private final List<Range> ranges = new ArrayList<>();

    void add(Id first, Id last) {
      int end = ranges.size() - 1;
      if (end >= 0 && ranges.get(end).last.successor().equals(first)) {
        ranges.set(end, new Range(ranges.get(end).first, last));
      } else {
        ranges.add(new Range(first, last));
      }
    }

    IdRanges build() {
      return new IdRanges(List.copyOf(ranges));
    }
  }
}
