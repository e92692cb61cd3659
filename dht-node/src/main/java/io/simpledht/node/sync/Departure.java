package io.simpledht.node.sync;

import io.simpledht.node.routing.Responsibility;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Before a node leaves: gives each entry to those who are to hold it when this node is gone and
 * were not before. Ends when all is given, or when its time is up.
 */
public final class Departure {

  /** The node leaves after this long whatever was not given: its fellows will restore it. */
  public static final long MAX_NANOS = 5_000_000_000L;

  private final SyncContext context;
  private final Responsibility before;
  private final Responsibility after;
  private final Predicate<Id> ours;
  private final Runnable whenDone;
  private Id position = Id.ZERO;
  private boolean over;

  /**
   * @param before who holds what while this node is here
   * @param whenDone told once
   */
  public Departure(SyncContext context, Responsibility before, Runnable whenDone) {
    this.context = context;
    this.before = before;
    this.after = before.withoutSelf();
    this.ours = before.ours();
    this.whenDone = whenDone;
  }

  /** Begins. */
  public void start() {
    context.loop().schedule(MAX_NANOS, this::finish);
    step();
  }

  private void step() {
    if (over) {
      return;
    }
    boolean[] more = new boolean[1];
    HandOver next = new HandOver(context, confirmed -> continueIf(more[0]));
    context
        .replica()
        .store()
        .scan(
            position,
            Id.MAX,
            entry -> {
              more[0] = next.isFull();
              if (!more[0]) {
                List<Contact> heirs = heirs(entry);
                next.add(entry, heirs, heirs.size());
                position = entry.key().id().successor();
              }
              return !more[0];
            });
    next.start();
  }

  private void continueIf(boolean more) {
    if (more) {
      step();
    } else {
      finish();
    }
  }

  /** Of a copy that was ours the one who takes our place; of any other all who are to hold it. */
  private List<Contact> heirs(Entry entry) {
    Id place = entry.key().id();
    List<Contact> heirs = new ArrayList<>(after.holders(place));
    if (ours.test(place)) {
      heirs.removeAll(before.holders(place));
    }
    return heirs;
  }

  private void finish() {
    if (!over) {
      over = true;
      whenDone.run();
    }
  }
}
