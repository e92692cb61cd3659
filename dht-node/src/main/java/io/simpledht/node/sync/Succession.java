package io.simpledht.node.sync;

import io.simpledht.node.routing.Responsibility;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.transport.Cancellable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * When nodes have come or gone, gives each key to those who are to hold it now and were not before.
 * Of those who were, the two closest to the key give it; they know that of each other, so a change
 * costs a question or two for each key, and not one for each pair of holders. What they miss,
 * comparing finds in the end.
 *
 * <p>Comparing alone would not do: it is about what both are to hold, and several that join
 * together may take over all copies of a key, so that nobody who has it would compare it with them.
 *
 * <p>One walk through the store follows another, however fast nodes come and go: the next begins
 * where the last has ended, and is about all that has changed since that one began.
 */
public final class Succession {

  /** Holders that give: a second one, as the first may be gone too or lack the key itself. */
  private static final int GIVERS = 2;

  /**
   * Where so many holders of a key are gone at once, those that remain may lack it as well: one
   * that left gave it to one of them, as if the others had stayed. All are asked then.
   */
  private static final int MANY_GONE = 2;

  /** From a change to what follows from it: others come or go in the same moment. */
  private static final long GATHER_NANOS = 4_000_000_000L;

  /** Hand-overs under way at a time: one that waits for a silent heir does not hold up the rest. */
  static final int MAX_UNDER_WAY = 8;

  private final SyncContext context;
  private final Supplier<Responsibility> responsibility;
  private final RandomGenerator random;
  private Responsibility settled;
  private Optional<Walk> walk = Optional.empty();
  private Cancellable timer = Cancellable.NONE;
  private boolean gathering;
  private boolean due;
  private boolean stepping;
  private int underWay;
  private boolean closed;

  /** Gives from the replica of {@code context}; who is to hold what it asks again each time. */
  public Succession(
      SyncContext context, Supplier<Responsibility> responsibility, RandomGenerator random) {
    this.context = context;
    this.responsibility = responsibility;
    this.random = random;
  }

  /** Begins: until now nobody has come or gone. */
  public void start() {
    settled = responsibility.get();
  }

  /** Stops for good. */
  public void close() {
    closed = true;
    timer.cancel();
  }

  /** Somebody came or went. */
  public void onChange() {
    if (!gathering && !closed) {
      gathering = true;
      long pause = GATHER_NANOS / 2 + (long) (GATHER_NANOS * random.nextDouble());
      timer = context.loop().schedule(pause, this::settle);
    }
  }

  private void settle() {
    gathering = false;
    due = true;
    walkOn();
  }

  /** Plans the next step, if there is one to take: as a task of its own, so others come between. */
  private void walkOn() {
    if (walk.isEmpty() && due) {
      begin();
    }
    if (walk.isPresent() && !stepping && underWay < MAX_UNDER_WAY) {
      stepping = true;
      context.loop().schedule(0, this::step);
    }
  }

  private void begin() {
    due = false;
    Responsibility before = settled;
    settled = responsibility.get();
    Change change = new Change(before, settled);
    if (!change.isNone()) {
      walk = Optional.of(new Walk(change, Id.ZERO));
    }
  }

  private void step() {
    stepping = false;
    if (!closed) {
      HandOver handOver = new HandOver(context, confirmed -> onGiven());
      walk = walk.flatMap(now -> now.piece(handOver));
      underWay++;
      handOver.start();
      walkOn();
    }
  }

  private void onGiven() {
    underWay--;
    walkOn();
  }

  /** Where we are with a change. */
  private final class Walk {
    private final Change change;
    private final Id from;

    Walk(Change change, Id from) {
      this.change = change;
      this.from = from;
    }

    /** Adds what a piece of the store has to give; returns what is left of the walk. */
    Optional<Walk> piece(HandOver handOver) {
      return StoreWalk.piece(
              context.replica().store(), from, entry -> change.addHeirs(entry, handOver))
          .map(next -> new Walk(change, next));
    }
  }

  /** What has become different between two moments. */
  private static final class Change {
    private final Responsibility before;
    private final Responsibility now;
    private final List<Predicate<Id>> concerned = new ArrayList<>();

    Change(Responsibility before, Responsibility now) {
      this.before = before;
      this.now = now;
      now.differences(before).forEach(node -> concerned.add(now.heldBy(node)));
    }

    boolean isNone() {
      return concerned.isEmpty();
    }

    /** Has those who are to get an entry given it; false if the hand-over has no room for it. */
    boolean addHeirs(Entry entry, HandOver handOver) {
      if (handOver.isFull()) {
        return false;
      }
      Id place = entry.key().id();
      if (concerned.stream().anyMatch(node -> node.test(place))) {
        List<Contact> heirs = heirs(place);
        handOver.add(entry, heirs, heirs.size());
      }
      return true;
    }

    /** Whom this node is to give what lies at a place. */
    private List<Contact> heirs(Id place) {
      List<Contact> holders = before.holders(place);
      int all = holders.size();
      holders.removeIf(node -> !now.knows(node));
      if (!holders.isEmpty() && holders.stream().limit(GIVERS).noneMatch(now::isSelf)) {
        return List.of();
      }
      List<Contact> heirs = new ArrayList<>(now.holders(place));
      if (all - holders.size() < MANY_GONE) {
        heirs.removeAll(holders);
      }
      heirs.removeIf(now::isSelf);
      return heirs;
    }
  }
}
