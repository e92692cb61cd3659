package io.simpledht.node.sync;

import io.simpledht.protocol.Id;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Page;
import io.simpledht.protocol.message.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pages that answer one request, as far as they have come and in whatever order. Each page says
 * where the next one begins, and begins with an entry itself, save the first: so what lies between
 * two of them that do not meet is known, and is asked for again. They also fail to meet if they
 * answer a repeated request and the set has changed meanwhile.
 */
final class PageRun {

  private final Segment asked;
  private final Page[] pages = new Page[Part.MAX_PARTS];
  private int awaited;

  /** An answer to a question for so many pages of a segment. */
  PageRun(Segment asked, int awaited) {
    this.asked = asked;
    this.awaited = awaited;
  }

  Segment asked() {
    return asked;
  }

  /** Pages that may still come. */
  int awaited() {
    return awaited;
  }

  /**
   * Whether a page answers what was asked: entries of the range in order, and a next page that lies
   * behind them. Anything else would make us walk in circles, or believe that a range is copied.
   */
  boolean admits(Page page) {
    Id least = asked.from();
    for (Offer offer : page.offers()) {
      Id place = offer.key().id();
      if (place.compareTo(least) < 0 || place.compareTo(asked.to()) > 0) {
        return false;
      }
      least = place;
    }
    boolean leadsOn = page.next().isEmpty() || page.next().get().compareTo(least) > 0;
    return awaited > 0 && leadsOn && (page.next().isEmpty() || !page.offers().isEmpty());
  }

  void add(Page page) {
    pages[page.part()] = page;
    awaited--;
  }

  /** The range that a page covers for sure, which holds entries. */
  Segment rangeOf(Page page) {
    Id from = page.part() == 0 ? asked.from() : first(page);
    return new Segment(from, last(page), 1, asked.repeats(), 0);
  }

  /** What is to be asked for once no more of these pages will come, in order. */
  List<Segment> rest() {
    List<Segment> rest = new ArrayList<>(1);
    Id reached = asked.from();
    int missing = 0;
    for (Page page : pages) {
      if (page == null) {
        missing++;
        continue;
      }
      if (page.part() > 0 && reached.compareTo(first(page)) < 0) {
        rest.add(asked.lost(reached, first(page).predecessor(), missing));
      }
      Optional<Id> next = page.next().filter(id -> id.compareTo(asked.to()) <= 0);
      if (next.isEmpty()) {
        return rest;
      }
      reached = next.get();
      missing = 0;
    }
    rest.add(asked.from(reached));
    return rest;
  }

  private static Id first(Page page) {
    return page.offers().get(0).key().id();
  }

  private static Id last(Page page) {
    return page.offers().get(page.offers().size() - 1).key().id();
  }
}
