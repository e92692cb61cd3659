package io.simpledht.node.sync;

import io.simpledht.node.routing.LookupRunner;
import io.simpledht.node.routing.Responsibility;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Lets go of copies that this node is no longer to hold, because nodes closer to their keys have
 * joined: some at a time, each only when all who are to hold it have confirmed that they do, and
 * not if anybody was told meanwhile that it is here: he may let go of his own for that. It is in no
 * hurry, as a copy too many does no harm, and whoever comes back soon finds it still there.
 */
public final class Release {

  private static final long SECOND = 1_000_000_000L;

  /** Between two walks through the store... */
  private static final long WALK_NANOS = 300 * SECOND;

  /** ...but after a node has joined with what it held before this, and then ever longer. */
  private static final long FIRST_WALK_NANOS = 30 * SECOND;

  /** Between two hand-overs of one walk. */
  private static final long STEP_NANOS = 5 * SECOND;

  /** Between two pieces of the store in which nothing is to be let go of. */
  private static final long PIECE_NANOS = SECOND / 20;

  /** Nodes that may take the place of those who are gone, of which others still tell. */
  private static final int SPARES = 8;

  private final SyncContext context;
  private final EventLoop loop;
  private final LookupRunner lookups;
  private final Supplier<Responsibility> responsibility;
  private final RandomGenerator random;
  private Cancellable timer = Cancellable.NONE;
  private Id position = Id.ZERO;
  private long pauseNanos = FIRST_WALK_NANOS;
  private boolean closed;

  /** Releases from the replica of {@code context}; who is to hold what it asks again each time. */
  public Release(
      SyncContext context,
      LookupRunner lookups,
      Supplier<Responsibility> responsibility,
      RandomGenerator random) {
    this.context = context;
    this.loop = context.loop();
    this.lookups = lookups;
    this.responsibility = responsibility;
    this.random = random;
  }

  /** Begins. */
  public void start() {
    plan(pauseNanos);
  }

  /** A peer that had been lost is back: what was written here meanwhile may be others' to hold. */
  public void onPeerBack() {
    boolean soonAnyhow = pauseNanos == FIRST_WALK_NANOS;
    boolean walking = !position.equals(Id.ZERO);
    pauseNanos = FIRST_WALK_NANOS;
    if (!soonAnyhow && !walking) {
      plan(pauseNanos);
    }
  }

  /** Stops for good. */
  public void close() {
    closed = true;
    timer.cancel();
  }

  private void plan(long nanos) {
    timer.cancel();
    if (!closed) {
      timer = loop.schedule(nanos / 2 + (long) (nanos * random.nextDouble()), this::step);
    }
  }

  private void step() {
    Surplus surplus = new Surplus(responsibility.get());
    Optional<Id> next = StoreWalk.piece(context.replica().store(), position, surplus);
    position = next.orElse(Id.MAX);
    if (surplus.unclear != null) {
      lookUp(surplus.unclear);
    } else if (surplus.found) {
      begin(surplus.handOver);
    } else if (next.isPresent()) {
      plan(PIECE_NANOS);
    } else {
      position = Id.ZERO;
      pauseNanos = Math.min(WALK_NANOS, 2 * pauseNanos);
      plan(pauseNanos);
    }
  }

  /** Far from our own id we know a few nodes only, and ask who the closest are. */
  private void lookUp(Entry entry) {
    Id place = entry.key().id();
    position = place.successor();
    lookups.survey(
        place,
        found -> {
          Responsibility known = responsibility.get();
          for (Contact contact : found.heardOf()) {
            known = known.with(contact);
          }
          HandOver handOver = new HandOver(context, this::drop);
          if (!known.isOurs(place)) {
            handOver.add(entry, candidates(known.withoutSelf(), place), known.copies());
          }
          begin(handOver);
        });
  }

  private void begin(HandOver handOver) {
    context.replica().leaving(handOver.keys());
    handOver.start();
  }

  private static List<Contact> candidates(Responsibility others, Id place) {
    return others.closest(place, others.copies() + SPARES);
  }

  private void drop(List<Entry> confirmed) {
    if (closed) {
      return;
    }
    Predicate<Id> ours = responsibility.get().ours();
    for (Entry entry : confirmed) {
      if (!ours.test(entry.key().id()) && context.replica().mayLeave(entry.key())) {
        context.replica().store().drop(entry.key(), entry.version());
      }
    }
    plan(STEP_NANOS);
  }

  /** Collects the next entries that others are to hold, as many as go into one hand-over. */
  private final class Surplus implements Predicate<Entry> {
    private final HandOver handOver = new HandOver(context, Release.this::drop);
    private final Responsibility now;
    private final Responsibility others;
    private final Predicate<Id> ours;
    private boolean found;
    private Entry unclear;

    Surplus(Responsibility now) {
      this.now = now;
      this.others = now.withoutSelf();
      this.ours = now.ours();
    }

    @Override
    public boolean test(Entry entry) {
      Id place = entry.key().id();
      if (ours.test(place)) {
        return true;
      }
      if (!now.knowsHolders(place)) {
        unclear = found ? null : entry;
        return false;
      }
      if (handOver.isFull()) {
        return false;
      }
      found = true;
      handOver.add(entry, candidates(others, place), now.copies());
      return true;
    }
  }
}
