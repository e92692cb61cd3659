package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What came and what is asked for again are together all that was asked for. */
class PageRunTest {

  private static final int PER_PAGE = 3;
  private static final int PARTS = 4;
  private static final Segment ALL = new Segment(Id.ZERO, Id.MAX);

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<Key> keys =
      IntStream.range(0, PER_PAGE * PARTS + 2)
          .mapToObj(i -> Key.of("key" + i))
          .sorted(Comparator.comparing(Key::id))
          .toList();

  private Id place(int key) {
    return keys.get(key).id();
  }

  private static Offer offer(Key key) {
    return Offer.whole(Entry.value(key, Bytes.utf8("v"), new Version(1, 1), Entry.NEVER));
  }

  /** The pages of the first keys, as a source sends them. */
  private List<Page> pages(int held) {
    List<Page> pages = new ArrayList<>();
    for (int i = 0; i < PARTS && i * PER_PAGE < held; i++) {
      int end = Math.min(held, (i + 1) * PER_PAGE);
      Optional<Id> next = end < held ? Optional.of(place(end)) : Optional.empty();
      boolean more = next.isPresent() && i + 1 < PARTS;
      List<Offer> offers =
          keys.subList(i * PER_PAGE, end).stream().map(PageRunTest::offer).toList();
      pages.add(new Page(offers, next, held, held, i, more));
    }
    return pages;
  }

  private List<Segment> restAfter(int held, int... arrived) {
    PageRun run = new PageRun(ALL, PARTS);
    for (int part : arrived) {
      Page page = pages(held).get(part);
      assertThat(run.admits(page)).isTrue();
      run.add(page);
    }
    assertThat(run.awaited()).isEqualTo(PARTS - arrived.length);
    return run.rest();
  }

  @Test
  void shouldGoOnBehindTheLastPage() {
    assertThat(restAfter(14, 0, 1, 2, 3)).containsExactly(new Segment(place(12), Id.MAX));
    assertThat(restAfter(14, 3, 0, 2, 1)).containsExactly(new Segment(place(12), Id.MAX));
  }

  @Test
  void shouldAskForNothingWhenTheRangeIsExhausted() {
    assertThat(restAfter(8, 2, 1, 0)).isEmpty();
    assertThat(restAfter(0)).containsExactly(ALL);
  }

  @Test
  void shouldAskForWhatWasLostInBetweenAndForNothingElse() {
    assertThat(restAfter(14, 0, 3))
        .containsExactly(
            new Segment(place(3), place(9).predecessor(), 2, 0, 1), new Segment(place(12), Id.MAX));
  }

  @Test
  void shouldAskForWhatWasLostAtTheBeginning() {
    assertThat(restAfter(8, 1, 2))
        .containsExactly(new Segment(Id.ZERO, place(3).predecessor(), 1, 0, 1));
  }

  @Test
  void shouldGoOnAtOnceWhenTheEndWasLost() {
    assertThat(restAfter(14, 0, 1)).containsExactly(new Segment(place(6), Id.MAX));
  }

  /**
   * The set has changed between two answers to a repeated request, of each of which a part came.
   */
  @Test
  void shouldAskForWhatLiesBetweenPagesThatDoNotMeet() {
    PageRun run = new PageRun(ALL, PARTS);
    Page first = pages(14).get(0);
    Page later = pages(14).get(2);
    run.add(first);
    run.add(new Page(later.offers(), Optional.empty(), 1, 1, 1, false));
    assertThat(run.rest())
        .extracting(Segment::from, Segment::to)
        .containsExactly(tuple(place(3), place(6).predecessor()));
  }

  @Test
  void shouldCoverAllThatWasAskedForWhateverIsLost() {
    for (int round = 0; round < 1_000; round++) {
      int held = random.nextInt(keys.size());
      PageRun run = new PageRun(ALL, PARTS);
      List<Segment> covered = new ArrayList<>();
      for (Page page : pages(held)) {
        if (random.nextBoolean()) {
          run.add(page);
          covered.add(run.rangeOf(page));
        }
      }
      covered.addAll(run.rest());
      for (Key key : keys.subList(0, held)) {
        assertThat(covered)
            .filteredOn(s -> s.from().compareTo(key.id()) <= 0 && key.id().compareTo(s.to()) <= 0)
            .as("ranges that hold a key")
            .hasSize(1);
      }
    }
  }

  @Test
  void shouldNotAdmitMorePagesThanWereAskedFor() {
    PageRun run = new PageRun(ALL, 1);
    run.add(pages(14).get(0));
    assertThat(run.admits(pages(14).get(1))).isFalse();
  }

  @Test
  void shouldNotAdmitAPageThatLeadsBack() {
    PageRun run = new PageRun(new Segment(place(3), Id.MAX), PARTS);
    assertThat(run.admits(pages(14).get(0))).as("before the range").isFalse();
    List<Offer> offers = List.of(offer(keys.get(5)));
    assertThat(run.admits(new Page(offers, Optional.of(place(5)), 1, 1))).isFalse();
    assertThat(run.admits(new Page(List.of(), Optional.of(place(5)), 1, 1))).isFalse();
    assertThat(run.admits(new Page(offers, Optional.of(place(6)), 1, 1))).isTrue();
  }
}
