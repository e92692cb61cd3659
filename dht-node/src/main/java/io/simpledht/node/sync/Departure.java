package io.simpledht.node.sync;

import io.simpledht.node.routing.Responsibility;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private Optional<Id> position = Optional.of(Id.ZERO);
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
    if (position.isEmpty()) {
      finish();
      return;
    }
    HandOver handOver = new HandOver(context, confirmed -> context.loop().schedule(0, this::step));
    position =
        StoreWalk.piece(
            context.replica().store(), position.get(), entry -> addHeirs(entry, handOver));
    handOver.start();
  }

  private boolean addHeirs(Entry entry, HandOver handOver) {
    if (handOver.isFull()) {
      return false;
    }
    List<Contact> heirs = heirs(entry);
    handOver.add(entry, heirs, heirs.size());
    return true;
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
