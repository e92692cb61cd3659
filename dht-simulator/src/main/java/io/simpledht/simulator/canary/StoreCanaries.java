package io.simpledht.simulator.canary;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.store.ForwardingStore;
import io.simpledht.store.Store;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Bugs planted into what a node keeps. */
final class StoreCanaries {

  private StoreCanaries() {}

  /** Says that it stored what it will store later. */
  static final class Late extends ForwardingStore {
    private static final long DELAY_NANOS = 500_000_000;
    private final EventLoop loop;

    Late(EventLoop loop, Store store) {
      super(store);
      this.loop = loop;
    }

    @Override
    public Merge merge(Entry entry) {
      loop.schedule(DELAY_NANOS, () -> super.merge(entry));
      return Merge.APPLIED;
    }
  }

  /** Waits for no disk. */
  static final class Hasty extends ForwardingStore {

    Hasty(Store store) {
      super(store);
    }

    @Override
    public void sync(Consumer<Boolean> whenKnown) {
      whenKnown.accept(true);
    }
  }

  /** Lets go of every value five seconds after it took it, whoever else has it. */
  static final class Dropping extends ForwardingStore {
    private static final long DELAY_NANOS = 5_000_000_000L;
    private final EventLoop loop;

    Dropping(EventLoop loop, Store store) {
      super(store);
      this.loop = loop;
    }

    @Override
    public Merge merge(Entry entry) {
      Merge outcome = super.merge(entry);
      if (outcome == Merge.APPLIED && !entry.isTombstone()) {
        loop.schedule(DELAY_NANOS, () -> super.drop(entry.key(), entry.version()));
      }
      return outcome;
    }
  }

  /** Never says that one sync in ten is done. */
  static final class Silent extends ForwardingStore {
    private static final int EVERY = 10;
    private int syncs;

    Silent(Store store) {
      super(store);
    }

    @Override
    public void sync(Consumer<Boolean> whenKnown) {
      super.sync(++syncs % EVERY == 0 ? known -> {} : whenKnown);
    }
  }

  /** Gives every delete a second to live. */
  static final class Forgetful extends ForwardingStore {
    private static final long LIFE_MILLIS = 1_000;
    private final EventLoop loop;

    Forgetful(EventLoop loop, Store store) {
      super(store);
      this.loop = loop;
    }

    @Override
    public Merge merge(Entry entry) {
      return super.merge(
          entry.isTombstone()
              ? Entry.tombstone(entry.key(), entry.version(), loop.wallMillis() + LIFE_MILLIS)
              : entry);
    }
  }

  /** Keeps one key in ten to itself: neither comparisons nor pages know of it. */
  static final class Skipping extends ForwardingStore {
    private static final int EVERY = 10;

    Skipping(Store store) {
      super(store);
    }

    private static boolean isSkipped(Entry entry) {
      return Long.remainderUnsigned(entry.key().id().word(0), EVERY) == 0;
    }

    @Override
    public void observe(Observer observer) {
      super.observe(
          (before, after) -> {
            if (!isSkipped(after == null ? before : after)) {
              observer.onChange(before, after);
            }
          });
    }

    @Override
    public void scan(Id from, Id to, Predicate<Entry> visitor) {
      super.scan(from, to, entry -> isSkipped(entry) || visitor.test(entry));
    }
  }

  /** Lifts an old version above the one it finds. */
  static final class LastArrival extends ForwardingStore {

    LastArrival(Store store) {
      super(store);
    }

    @Override
    public Merge merge(Entry entry) {
      Optional<Entry> held = get(entry.key());
      boolean old = held.filter(e -> e.version().newerThan(entry.version())).isPresent();
      if (!old || entry.isTombstone()) {
        return super.merge(entry);
      }
      Version above = held.get().version();
      Version lifted = new Version(above.clock() + 1, above.writer());
      return super.merge(
          Entry.value(entry.key(), entry.value().orElseThrow(), lifted, entry.expiresAtMillis()));
    }
  }
}
