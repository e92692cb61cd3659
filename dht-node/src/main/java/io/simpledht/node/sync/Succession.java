package io.simpledht.node.sync;

import io.simpledht.node.routing.Responsibility;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.transport.Cancellable;
import java.util.ArrayList;
import java.util.List;
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

  private final SyncContext context;
  private final Supplier<Responsibility> responsibility;
  private final RandomGenerator random;
  private Responsibility settled;
  private Cancellable timer = Cancellable.NONE;
  private boolean planned;
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
    if (!planned && !closed) {
      planned = true;
      long pause = GATHER_NANOS / 2 + (long) (GATHER_NANOS * random.nextDouble());
      timer = context.loop().schedule(pause, this::settle);
    }
  }

  private void settle() {
    planned = false;
    Responsibility before = settled;
    settled = responsibility.get();
    give(new Change(before, settled), Id.ZERO);
  }

  /** Gives what lies from {@code first} on, as much at a time as one hand-over takes. */
  private void give(Change change, Id first) {
    Id[] next = new Id[1];
    HandOver handOver =
        new HandOver(
            context,
            confirmed -> {
              if (next[0] != null && !closed) {
                give(change, next[0]);
              }
            });
    context
        .replica()
        .store()
        .scan(
            first,
            Id.MAX,
            entry -> {
              change.addHeirs(entry, handOver);
              next[0] = handOver.isFull() ? entry.key().id().successor() : null;
              return next[0] == null;
            });
    handOver.start();
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

    void addHeirs(Entry entry, HandOver handOver) {
      Id place = entry.key().id();
      if (concerned.stream().noneMatch(node -> node.test(place))) {
        return;
      }
      List<Contact> holders = before.holders(place);
      List<Contact> heirs = new ArrayList<>(now.holders(place));
      int gone = holders.size();
      holders.removeIf(node -> !now.knows(node));
      gone -= holders.size();
      if (gone < MANY_GONE) {
        heirs.removeAll(holders);
      }
      heirs.removeIf(now::isSelf);
      boolean gives = holders.isEmpty() || holders.stream().limit(GIVERS).anyMatch(now::isSelf);
      if (gives) {
        handOver.add(entry, heirs, heirs.size());
      }
    }
  }
}
